"""Records as items of feeds: when each was published and changed, and which feeds it goes to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from heapq import nlargest
from operator import attrgetter
from zlib import crc32

from generator.model import address
from generator.model.article import Article, Image
from generator.model.location import Change, Location
from generator.model.message import label
from generator.model.site import Site
from generator.renderers.feed_model import Enclosure, Item, PlaceChange
from generator.renderers.page import words
from generator.today import ZONE

FRESH = 20  # newest items of a feed
AMENDED = 5  # and the older ones that were corrected or withdrawn last
MEDIA_TYPES = {
    "avif": "image/avif", "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml",
    "webp": "image/webp",
}  # fmt: skip
KINDS_OF_CHANGE = {
    "opened": label("Opened"),
    "closed": label("Closed"),
    "moved": label("Moved"),
    "renamed": label("Renamed"),
    "phone": label("New phone number"),
    "services": label("Services changed"),
    "hours": label("Opening hours changed"),
}
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_DAY = 24 * 60 * 60
_MINUTE = timedelta(minutes=1)
Key = tuple[str, str]  # collection and id of what a feed is about; ("", "") for the whole site


def newest(items: Sequence[Item]) -> tuple[Item, ...]:
    """What a feed carries of its `items`: the newest, and the amended ones among the older, last changed first."""
    there = [each for each in items if each.withdrawn is None]
    fresh = nlargest(FRESH, there, key=attrgetter("published"))
    since = fresh[-1].published if len(fresh) == FRESH else None
    older = (
        each
        for each in items
        if each.withdrawn is not None or (since and each.published < since and each.updated != each.published)
    )
    amended = nlargest(AMENDED, older, key=attrgetter("updated"))
    return tuple(sorted((*fresh, *amended), key=attrgetter("updated"), reverse=True))


def by_feed(site: Site, articles: Mapping[str, Item]) -> Mapping[Key, list[Item]]:
    """The items of each feed, by what it is about."""
    found: dict[Key, list[Item]] = defaultdict(list)
    for article_id, item in articles.items():
        article = site.articles[article_id]
        found["", ""].append(item)
        found["article_kinds", article.kind].append(item)
        for programme in article.programmes:
            found["programmes", programme].append(item)
        for audience in article.audiences:
            found["audiences", audience].append(item)
        if article.campaign:
            found["campaigns", article.campaign].append(item)
        if article.unit:
            found["units", article.unit].append(item)
    return found


def article_items(site: Site, today: date) -> dict[str, Item]:
    """Every article that readers saw until `today`, the withdrawn ones without their text, by id."""
    seen = sorted((*site.published_articles(today), *site.withdrawn_articles(today)), key=attrgetter("published", "id"))
    published, updated = Moments(), Moments()
    items = {}
    for article in seen:
        first = published.after(_midnight(article.published) + _within_minute(article))
        last = _midnight(article.changed) + _within_minute(article)
        if article.updated or article.withdrawn:
            last = updated.after(max(last, first + _MINUTE))
        else:
            last = updated.after(max(last, first))
        items[article.id] = _article(site, article, first, last)
    return items


def change_items(site: Site, today: date) -> tuple[Item, ...]:
    """What happened to places until `today`; of changes known to the year only, the year's first day counts."""
    told = sorted(
        (
            (change.date.first_day(), location.id, index)
            for location in site.locations.values()
            for index, change in enumerate(location.changes)
            if change.date.first_day() <= today
        )
    )
    moments = Moments()
    ids = {location.id: _change_ids(location) for location in site.locations.values() if location.changes}
    return tuple(
        _change(site, site.locations[place], index, ids[place][index], moments.after(_midnight(day)))
        for day, place, index in told
    )


class Moments:
    """Hands out moments, none twice."""

    def __init__(self) -> None:
        self._taken: set[datetime] = set()

    def after(self, moment: datetime) -> datetime:
        """`moment`, or the first second after it that is free."""
        while moment in self._taken:
            moment += timedelta(seconds=1)
        self._taken.add(moment)
        return moment


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _within_minute(article: Article) -> timedelta:
    """Offices promise days, so feeds give days: an article's place in the first minute only tells it from others.

    Its time of day, in the proportion of a day to a minute, keeps the order; its id stands in for a time. Neither
    moves when other articles come.
    """
    if article.time is None:
        return timedelta(seconds=crc32(article.id.encode()) % 60)
    return timedelta(seconds=(article.time.hour * 60 + article.time.minute) * 60 * 60 // _DAY)


def _article(site: Site, article: Article, published: datetime, updated: datetime) -> Item:
    _ = words(site)
    title = plain(article.title)
    url = site.config.base_url + address.article(article)[1:]
    gone = article.withdrawn
    return Item(
        id=address.tag(site.config, "articles", article.id),
        url=url,
        title=_("Withdrawn: %(title)s") % {"title": title} if gone else title,
        summary=_("This article was withdrawn on %(day)s. %(why)s") % {"day": f"{gone.on:%d/%m/%Y}", "why": gone.why}
        if gone
        else plain(article.summary),
        published=published,
        updated=updated,
        content=None if gone else article,
        citations=()
        if gone
        else tuple((each.cited, address.document(each)) for each in map(site.documents.__getitem__, article.documents)),
        tags=tuple(_tags(site, article)),
        programmes=article.programmes,
        picture=_picture(site, article.image) if article.image and not gone else None,
        withdrawn=gone.why if gone else None,
    )


def _tags(site: Site, article: Article) -> Iterator[str]:
    """What it is about, in words; programmes first, which receivers map to their own sections."""
    for programme in article.programmes:
        yield site.programmes[programme].name
    yield site.article_kinds[article.kind].name
    for audience in article.audiences:
        yield site.audiences[audience].name
    if article.campaign:
        yield site.campaigns[article.campaign].name
    if article.unit:
        yield site.units[article.unit].name


def _picture(site: Site, image: Image) -> Enclosure | None:
    """A picture with its size; None where the file is not among those the site publishes."""
    size = site.pictures.get(image.file)
    kind = MEDIA_TYPES[image.file.rpartition(".")[2]]
    return Enclosure(site.config.base_url + image.file, kind, size) if size else None


def _change_ids(location: Location) -> list[str]:
    """The id of each change of a place: its date and kind, and a number where these are the same."""
    seen: Counter[str] = Counter()
    ids = []
    for change in location.changes:
        what = f"{change.date}-{change.kind}"
        seen[what] += 1
        ids.append(what if seen[what] == 1 else f"{what}-{seen[what]}")
    return ids


def _change(site: Site, location: Location, index: int, change_id: str, moment: datetime) -> Item:
    _ = words(site)
    change: Change = location.changes[index]
    kinds = tuple(site.service_kinds[each.kind] for each in location.services)
    what = _(KINDS_OF_CHANGE[change.kind])
    return Item(
        id=f"{address.tag(site.config, 'locations', location.id)}/changes/{change_id}",
        url=site.config.base_url + address.location(location)[1:],
        title=plain(f"{what}: {location.name}"),
        summary=plain(change.note),
        published=moment,
        updated=moment,
        content=PlaceChange(location.name, site.units[location.unit].name, change, location.verified),
        tags=(what, *(each.name for each in kinds), site.units[location.unit].name),
        programmes=tuple(dict.fromkeys(programme for kind in kinds for programme in kind.programmes)),
    )


def plain(text: str) -> str:
    """A text of one line without tags: many receivers take a title for HTML."""
    return " ".join(_TAG.sub("", text).split())


def latest(items: Iterable[Item], founded: datetime) -> datetime:
    """When a feed changed last; the day the site's ids began while it is empty."""
    return max((each.updated for each in items), default=founded)
