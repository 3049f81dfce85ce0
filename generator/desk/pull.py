"""The receiving side of feeds: what subscriptions offer becomes records, and follows its source from then on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from generator.desk.adopt import FOLDER
from generator.desk.drafts import Draft, drafts, held, judged, keep
from generator.desk.files import write
from generator.desk.pictures import ALLOWANCE, Allowance, Pictures
from generator.desk.settle import Here
from generator.model.diagnostic import Diagnostic, errors
from generator.model.message import Message, message
from generator.model.site import Site
from generator.model.subscription import Subscription
from generator.net.fetch import LIMITS, Fetched, Limits, NotFetched, Validators, fetch
from generator.net.offered import NotAFeed, Refused
from generator.net.read import feed_of_page, read_feed
from generator.source.folders import CONFIG
from generator.source.load import load, reload

STATE = "build/pull.json"  # what servers said last; may be deleted
State = dict[str, dict[str, str | None]]


@dataclass(frozen=True)
class Pulled:
    """What became of one subscription; `bare` are items that came without their pictures.

    `failed` says why nothing could be taken; then nothing was touched.
    """

    subscription: str
    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    bare: tuple[Refused, ...] = ()
    failed: Message | None = None


def pull(
    root: Path,
    today: date,
    wanted: Collection[str] = (),
    limits: Limits = LIMITS,
    allowance: Allowance = ALLOWANCE,
) -> tuple[list[Pulled], list[Diagnostic]]:
    """Take over what the subscriptions of the site in `root` offer: all, or those `wanted` by their ids.

    A site whose description cannot be read takes nothing, nor does one where that is so of what was taken over before,
    for it would seem new and be written over; the mistakes are returned.
    """
    site, diagnostics = load(root)
    if wrong := [each for each in errors(diagnostics) if each.place.file.startswith((CONFIG, f"{FOLDER}/"))]:
        return [], wrong
    state = _state(root)
    pulled = []
    for subscription in site.config.subscriptions:
        if wanted and subscription.id not in wanted:
            continue
        try:
            done, validators, site = _pull_one(
                root, site, subscription, _known(state, subscription), today, limits, allowance
            )
        except (NotFetched, NotAFeed) as problem:
            pulled.append(Pulled(subscription.id, failed=problem.why))
            continue
        pulled.append(done)
        state[subscription.id] = {"url": subscription.url, **asdict(validators)}
        write(root / STATE, json.dumps(state, indent=1) + "\n")
    return pulled, []


def _pull_one(
    root: Path,
    site: Site,
    subscription: Subscription,
    known: Validators,
    today: date,
    limits: Limits,
    allowance: Allowance,
) -> tuple[Pulled, Validators, Site]:
    """Take over what one subscription offers; what its server said, and the site as it is then."""
    there = len(held(site, subscription))
    answer = _feed_file(subscription.url, known, limits)
    if answer is None:
        return Pulled(subscription.id, unchanged=there), known, site
    feed = read_feed(answer.content)
    if feed.demo and not site.config.demo:
        raise NotAFeed(message("the source says that it is a demonstration whose data is not verified"))
    pictures = Pictures(subscription, answer, Here(site.config.base_url), limits, allowance)
    first = list(drafts(site, subscription, feed.items, pictures))
    second = list(judged(site, [each for each in first if isinstance(each, Draft)], today))
    good = [each for each in second if isinstance(each, Draft)]
    keep(root, good)
    refused = (*feed.refused, *(each for each in (*first, *second) if isinstance(each, Refused)))
    count = Counter(each.what for each in good)
    unchanged = there - count["changed"] - count["withdrawn"]
    done = Pulled(
        subscription.id, count["new"], count["changed"], count["withdrawn"], unchanged, refused, tuple(pictures.missing)
    )
    after = reload(root, site, [each.file for each in good])[0] if good else site
    # What was refused is looked at again next time, even if the source stays as it is.
    return done, Validators() if refused else answer.validators, after


def _feed_file(url: str, known: Validators, limits: Limits) -> Fetched | None:
    """The feed at `url`, or the one that a page there names; None when it has not changed."""
    answer = fetch(url, known, limits)
    named = feed_of_page(answer.content, answer.url) if answer else None
    if named is None:
        return answer
    feed = fetch(named, limits=limits, named_by=answer)
    assert feed is not None, named  # nothing was known of it
    return replace(feed, validators=Validators())  # the page is what is asked for next time


def _known(state: State, subscription: Subscription) -> Validators:
    """What the server of a subscription said last; nothing when the subscription leads elsewhere now."""
    kept = state.get(subscription.id, {})
    if kept.get("url") != subscription.url:
        return Validators()
    return Validators(kept.get("etag"), kept.get("last_modified"))


def _state(root: Path) -> State:
    """What servers said last; nothing when that is lost or harmed."""
    try:
        kept = json.loads((root / STATE).read_text(encoding="utf-8"))
        return {name: {str(key): value and str(value) for key, value in each.items()} for name, each in kept.items()}
    except (OSError, ValueError, AttributeError):
        return {}
