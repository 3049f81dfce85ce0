"""An offered item as a record of this site: what is the source's follows it, what the office added stays."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from hashlib import sha256
from textwrap import shorten
from typing import Any

from generator.desk.settle import Here, settled
from generator.language import title_before
from generator.model import address
from generator.model.article import Article, Image
from generator.model.digest import text_digest
from generator.model.message import Message, message
from generator.model.record import Part
from generator.model.subscription import Subscription
from generator.model.taken import Taken
from generator.model.translation import AS_OF, Translated
from generator.model.vietnamese import slug
from generator.net.offered import Offered
from generator.renderers.html import clean, words
from generator.source.writing import write_yaml
from generator.today import ZONE

FOLDER = "content/articles/nhan-ve"
LARGEST = 180_000  # characters of a text: its file must stay below what the loader reads
_DEEPEST = 1_000  # elements within each other
_TAG = re.compile("<(/?)([a-z][a-z0-9]*)")
# Elements that hold none, or that end where the next one begins.
_SHALLOW = frozenset(
    {
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
        "source", "tbody", "td", "th", "thead", "tr", "track", "wbr",
    }
)  # fmt: skip
_TITLE, _SUMMARY, _SLUG = 150, 300, 50  # characters
_READ = 10_000  # characters of a text that are looked through for a title or a summary
# What the office may change in a record that was taken over.
_OWN = ("kind", "status", "programmes", "audiences", "campaign", "services", "unit", "documents", "waivers")
_UNTITLED = "Bài nhận về từ cơ quan khác"
_NOTE = """Bài nhận về bằng lệnh outreach pull. Tiêu đề, tóm tắt và nội dung đi theo nguồn: sửa ở đây sẽ bị ghi đè.
Được sửa: kind, programmes, audiences, campaign, services, unit, documents, slug, waivers."""


def checksum_of(item: Offered) -> str:
    """The checksum that was offered, or one of all that is taken of an item."""
    told = (item.title, item.summary, item.html, item.withdrawn or "", item.image or "", item.office or "")
    moments = (item.published.isoformat(), item.updated.isoformat())
    return item.sha256 or sha256(text_digest(*told, *moments).encode()).hexdigest()


def file_of(item: Offered, subscription: Subscription) -> str:
    """Where a new item is written: its month, its words, and a few letters that tell it from others of that name."""
    return f"{FOLDER}/{subscription.id}/{_new_id(item, subscription)}.yaml"


def body_of(item: Offered, here: Here) -> str | Message:
    """The text of an item, cleaned and made to stand `here`, or why it cannot be a record's.

    It is too long, or too deep to be read in time.
    """
    long = message("it is too long: at most {most} characters", most=LARGEST)
    if len(item.html) > LARGEST:
        return long
    if _is_deep(item.html):
        return message("its parts lie too deep within each other: at most {most}", most=_DEEPEST)
    body = settled(item.html, item.url, here).strip()
    return body if len(body) <= LARGEST else long


def _is_deep(html: str) -> bool:
    """Whether more elements lie within each other than texts need; a parser looks through all that are open."""
    opened: Counter[str] = Counter()
    depth = 0
    for closes, name in _TAG.findall(html.lower()):
        if name not in _SHALLOW and (not closes or opened[name]):
            step = -1 if closes else 1
            opened[name] += step
            depth += step
            if depth > _DEEPEST:
                return True
    return False


def adopted(
    item: Offered,
    body: str,
    subscription: Subscription,
    known: frozenset[str],
    before: Article | None,
    image: Image | None,
    here: Here,
) -> str:
    """The record of an item as YAML; `body` is its text, `known` are this site's programmes, `before` what there is."""
    told = here.named(words(item.summary[:_READ]) or words(item.html[:_READ]))
    title = shorten(here.named(words(item.title[:_READ])) or told, _TITLE, placeholder="…")
    values: dict[str, Any] = {
        "id": before.id if before else _new_id(item, subscription),
        "slug": before.slug if before else None,
        "aliases": _aliases(before, item) if before else [],
        "title": title,
        **_sorted_by(item, subscription, known, before),
        "published": day_of(item.published).isoformat(),
        "updated": day_of(item.updated).isoformat() if item.updated != item.published else None,
        "summary": shorten(told, _SUMMARY, placeholder="…"),
        "image": _picture(image, before) if image else None,
        "taken": _taken(
            Taken.model_construct(
                subscription=subscription.id,
                id=item.id,
                url=item.url,
                office=here.named(words(item.office or "")) or subscription.url,
                licence=None if here.holds(item.licence or "") else item.licence,
                published=item.published,
                updated=item.updated,
                sha256=checksum_of(item),
            )
        ),
        "body": body,
        "translations": _translations(before, before.published) if before else {},
    }
    return _written(values)


def taken_back(item: Offered, before: Article, here: Here) -> str:
    """The record of an item that its source has withdrawn: at its address, without its text, picture and old title.

    A title could be why it was withdrawn. The source decides whether one stays: nobody here can mend it. What
    the office had withdrawn before keeps its reason, and so stays withdrawn whatever the source does later.
    """
    assert before.taken is not None
    bare = title_before(item.title)
    called = here.named(words((item.title if bare is None else bare)[:_READ]))
    why = here.named(words((item.withdrawn or "")[:_READ])) or "…"
    ours = before.withdrawn if not is_taken_back(before) else None
    values: dict[str, Any] = {
        "id": before.id,
        "slug": before.slug,
        "aliases": list(before.aliases),
        "title": shorten(called or _UNTITLED, _TITLE, placeholder="…"),
        **{name: _plain(getattr(before, name)) for name in _OWN},
        "published": before.published.isoformat(),
        "withdrawn": {"on": ours.on.isoformat(), "why": ours.why}
        if ours
        else {"on": day_of(item.updated).isoformat(), "why": why},
        "summary": shorten(why, _SUMMARY, placeholder="…"),
        "taken": _taken(before.taken.model_copy(update={"updated": item.updated, "sha256": checksum_of(item)})),
        "body": _body_of(why),
    }
    return _written(values)


def is_taken_back(article: Article) -> bool:
    """Whether its source withdrew an article, not the office: then all of its text is the reason."""
    gone = article.withdrawn
    return gone is not None and article.body.strip() == _body_of(gone.why).strip()


def _body_of(why: str) -> str:
    return f"<p>{clean(why)}</p>"


def _picture(image: Image, before: Article | None) -> dict[str, Any]:
    """A picture; what the office says of it in other languages stays while its words stay."""
    was = before.image if before else None
    told = _translations(was) if was and was.alt == image.alt else {}
    values = image.model_dump(exclude_defaults=True, exclude={"translations"})
    return values | ({"translations": told} if told else {})


def _translations(part: Translated, day: date | None = None) -> dict[str, Any]:
    """What the office says in other languages, with the day of the text that was translated, or else `day`."""
    found = {}
    for each in part.translations:
        as_of = each.as_of or day
        words = {name: list(text) if isinstance(text, tuple) else text for name, text in each.words}
        found[each.language] = words | ({AS_OF: as_of.isoformat()} if as_of else {})
    return found


def _aliases(before: Article, item: Offered) -> list[str]:
    """Former addresses: what leads to an article goes on leading there when its source moves it to another month."""
    there = address.article(before)
    goes = address.article(before.model_copy(update={"published": day_of(item.published)}))
    return [each for each in dict.fromkeys((*before.aliases, there)) if each != goes]


def _sorted_by(
    item: Offered, subscription: Subscription, known: frozenset[str], before: Article | None
) -> dict[str, Any]:
    """What lists and feeds here sort it by."""
    if before:
        return {name: _plain(getattr(before, name)) for name in _OWN}
    return {
        "kind": subscription.kind,
        "status": "published",
        "programmes": [each for each in item.programmes if each in known] or list(subscription.programmes),
        "audiences": list(subscription.audiences),
        "unit": subscription.unit,
    }


def _taken(taken: Taken) -> dict[str, Any]:
    values = {name: getattr(taken, name) for name in Taken.model_fields}
    return {
        name: _moment(value) if isinstance(value, datetime) else value
        for name, value in values.items()
        if value is not None
    }


def _new_id(item: Offered, subscription: Subscription) -> str:
    named = shorten(slug(words(item.title[:_READ])).replace("-", " "), _SLUG, placeholder="").replace(" ", "-")
    parts = (f"{item.published.astimezone(ZONE):%Y-%m}", subscription.id, named, text_digest(item.id)[:8])
    return "-".join(filter(None, parts))


def _written(values: dict[str, Any]) -> str:
    return write_yaml({name: value for name, value in values.items() if value not in (None, [], {}, "")}, _NOTE)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [each.model_dump() if isinstance(each, Part) else each for each in value]
    return value


def day_of(moment: datetime) -> date:
    """The day a moment belongs to here."""
    return moment.astimezone(ZONE).date()


def _moment(moment: datetime) -> str:
    return moment.astimezone(ZONE).isoformat(timespec="seconds")
