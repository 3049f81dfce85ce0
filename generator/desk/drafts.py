"""Records in the making: judged as if they stood in the site already, and only written when nothing is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from generator.desk.adopt import adopted, body_of, checksum_of, day_of, file_of, is_taken_back, taken_back
from generator.desk.files import replace_file, write
from generator.desk.judging import standing, trial
from generator.desk.pictures import Pictures
from generator.desk.settle import Here
from generator.model.article import ArticleHead
from generator.model.diagnostic import Diagnostic, error, errors
from generator.model.message import Message, message
from generator.model.site import Site
from generator.model.subscription import Subscription
from generator.net.offered import Offered, Refused
from generator.source.folders import PAGES

MOST = 1_000  # articles of one source in a year: that many, with the office's own, fit on the page of the year


@dataclass(frozen=True)
class Draft:
    """The text of a record that is to be written at `file`, and what it is to the site."""

    file: str
    text: str
    title: str
    what: Literal["new", "changed", "withdrawn"]
    picture: tuple[str, bytes] | None = None


def held(site: Site, subscription: Subscription) -> Mapping[str, ArticleHead]:
    """What is there of a subscription, by the ids at its source."""
    return {
        head.elsewhere.id: head
        for head in site.article_heads.values()
        if head.elsewhere and head.elsewhere.subscription == subscription.id
    }


def drafts(
    site: Site, subscription: Subscription, items: tuple[Offered, ...], pictures: Pictures
) -> Iterator[Draft | Refused]:
    """The records of what is new or has changed among `items`; what cannot be taken is refused."""
    mine = held(site, subscription)
    others = {
        head.elsewhere.id: head
        for head in site.article_heads.values()
        if head.elsewhere and head.elsewhere.subscription != subscription.id
    }
    here = Here(site.config.base_url)
    ours = f"tag:{site.config.id_authority}:"
    newest = {item.id: item for item in sorted(items, key=_changed)}
    years = Counter(head.published.year for head in mine.values())
    for item in sorted(newest.values(), key=_changed, reverse=True):
        before = mine.get(item.id)
        there = before or others.get(item.id)
        if item.id in subscription.leave_out or (item.withdrawn is not None and not there):
            continue
        if item.id.startswith(ours) or here.holds(item.id) or (not before and here.holds(item.url)):
            continue
        if there and _is_known(site, there, item, there is before):
            continue
        year = day_of(item.published).year
        if there and not before:
            yield Refused(_called(item), _belongs(there, item, subscription))
        elif not before and years[year] >= MOST:
            why = message(
                "{most} articles of {year} came from this source: there is no room for more", most=MOST, year=year
            )
            yield Refused(_called(item), why)
        elif isinstance(body := "" if item.withdrawn is not None else body_of(item, here), Message):
            yield Refused(_called(item), body)
        else:
            years[year] += not before
            yield _draft(site, subscription, item, body, before, pictures, here)


def _changed(item: Offered) -> tuple[datetime, bool]:
    """When an item changed; of two at one moment, that it was taken back is the later."""
    return item.updated, item.withdrawn is not None


def _is_known(site: Site, head: ArticleHead, item: Offered, own: bool) -> bool:
    """Whether an item lies here as it is, or was taken back here: by the office, or from another subscription."""
    if head.elsewhere and head.elsewhere.sha256 == checksum_of(item):
        return True
    if item.withdrawn is not None:
        return head.withdrawn is not None and not own
    return head.withdrawn is not None and not is_taken_back(site.articles[head.id])


def _belongs(head: ArticleHead, item: Offered, subscription: Subscription) -> Message:
    """Whose an item is that came from another subscription, and how to let this one have it."""
    assert head.elsewhere is not None, head.id
    named = {"first": head.elsewhere.subscription, "second": subscription.id, "file": head.place.file}
    if item.withdrawn is not None:
        return message(
            "it was taken back, but it came here from the subscription “{first}”: withdraw {file}, or write "
            "`subscription: {second}` there and pull again",
            **named,
        )
    return message(
        "it came here from the subscription “{first}”; if that does not bring it any more, write "
        "`subscription: {second}` in {file}",
        **named,
    )


def _draft(
    site: Site,
    subscription: Subscription,
    item: Offered,
    body: str,
    head: ArticleHead | None,
    pictures: Pictures,
    here: Here,
) -> Draft:
    before = site.articles[head.id] if head else None
    if item.withdrawn is not None and before:
        return Draft(before.place.file, taken_back(item, before, here), before.title, "withdrawn")
    image, picture = pictures.of(item, before.image if before else None) or (None, None)
    text = adopted(item, body, subscription, frozenset(site.programmes), before, image, here)
    if before:
        return Draft(before.place.file, text, _called(item), "changed", picture)
    return Draft(file_of(item, subscription), text, _called(item), "new", picture)


def judged(site: Site, made: list[Draft], today: date) -> Iterator[Draft | Refused]:
    """Those of the drafts that make no mistake in the site, and the others refused with what is wrong."""
    by_file = {draft.file: draft for draft in made}
    good, refused = standing(by_file, lambda left: _mistakes(site, left.values(), today))
    yield from (Refused(by_file[file].title, why) for file, why in refused.items())
    yield from good.values()


def _mistakes(site: Site, made: Collection[Draft], today: date) -> dict[str, Message]:
    """The first mistake of each draft, by its file."""
    texts = {draft.file: draft.text for draft in made}
    here = Here(site.config.base_url)

    def at_the_gate(after: Site, today: date) -> Iterator[Diagnostic]:
        for head in after.article_heads.values():
            if head.place.file in texts and head.elsewhere and (why := here.fault(after.articles[head.id])):
                yield error("Z003", head.place, why)

    found = trial(site, texts, today, at_the_gate)
    return {each.place.file: each.message for each in reversed(errors(found)) if each.place.file in texts}


def keep(root: Path, made: Collection[Draft]) -> None:
    """Write drafts, each file in one step; the pictures they show come first."""
    for draft in made:
        if draft.picture:
            file, content = draft.picture
            replace_file(root / PAGES / file, content)
    for draft in made:
        write(root / draft.file, draft.text)


def _called(item: Offered) -> str:
    return item.title[:100] or item.id
