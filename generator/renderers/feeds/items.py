"""Records as items of feeds: when each was published and changed, which feeds it goes to, and what they tell of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from heapq import nlargest
from operator import attrgetter
from typing import NamedTuple
from zlib import crc32

from generator.model import address
from generator.model.article import Article, ArticleHead
from generator.model.config import licence_at
from generator.model.location import Change, Location
from generator.model.media_types import media_type
from generator.model.message import label
from generator.model.site import Site
from generator.model.tag_uri import tag_uri
from generator.renderers.feeds.model import Credit, Enclosure, Item, PlaceChange
from generator.renderers.page import words
from generator.today import ZONE

FRESH = 20  # newest items of a feed
AMENDED = 5  # and the older ones that were corrected last
WITHDRAWN = 20  # and those that were withdrawn last: a receiver that reads seldom shall meet each
KINDS_OF_CHANGE = {
    "opened": label("Opened"),
    "closed": label("Closed down"),
    "moved": label("Moved"),
    "renamed": label("Renamed"),
    "phone": label("New phone number"),
    "services": label("Services changed"),
    "hours": label("Opening hours changed"),
}
_OTHER_SIGNS = str.maketrans("<>", "‹›")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_MINUTE = 60  # seconds
_DAY = 24 * 60 * _MINUTE
Key = tuple[str, str]  # collection and id of what a feed is about; ("", "") for the whole site


class Dated(NamedTuple):
    """An article with the moments it was published and changed, in seconds (see `at`): no two articles share one."""

    article: ArticleHead
    published: int
    updated: int

    @property
    def key(self) -> str:
        """What tells it from others and from itself at other times."""
        return f"{self.article.digest} {self.published} {self.updated}"


class Told(NamedTuple):
    """All that feeds tell of an article but its text; `unit` is the name of the administrative unit it is about."""

    dated: Dated
    unit: str | None
    picture: Enclosure | None


def seen(site: Site, today: date) -> tuple[Dated, ...]:
    """Every article that readers saw until `today`, the withdrawn ones too, the newest first."""
    published, updated = Moments(), Moments()
    found = []
    heads = (*site.published_articles(today), *site.withdrawn_articles(today))
    for head in sorted(heads, key=lambda each: (each.elsewhere is None, each.published, each.id)):
        first, last = _moments(head)
        first = published.after(first)
        found.append(Dated(head, first, updated.after(max(first, last))))
    return tuple(sorted(found, key=attrgetter("published"), reverse=True))


def by_feed(articles: Iterable[Dated]) -> Mapping[Key, list[Dated]]:
    """The articles of each feed, by what it is about, in the order they come."""
    found: dict[Key, list[Dated]] = defaultdict(list)
    for each in articles:
        for key in keys(each.article):
            found[key].append(each)
    return found


def keys(article: ArticleHead) -> Iterator[Key]:
    """What an article is about: the feeds it goes to."""
    yield "", ""
    yield "article_kinds", article.kind
    for programme in article.programmes:
        yield "programmes", programme
    for audience in article.audiences:
        yield "audiences", audience
    if article.campaign:
        yield "campaigns", article.campaign
    if article.unit:
        yield "units", article.unit


def newest(articles: Iterable[Dated]) -> tuple[Dated, ...]:
    """What a feed carries of its `articles`, which come newest first: the newest, and others corrected or withdrawn.

    The last changed is the first.
    """
    fresh: list[Dated] = []
    older: list[Dated] = []
    gone: list[Dated] = []
    for each in articles:
        if each.article.withdrawn is not None:
            gone.append(each)
        elif len(fresh) < FRESH:
            fresh.append(each)
        elif each.updated != each.published:
            older.append(each)
    amended = nlargest(AMENDED, older, key=attrgetter("updated"))
    withdrawn = nlargest(WITHDRAWN, gone, key=attrgetter("updated"))
    return tuple(sorted((*fresh, *amended, *withdrawn), key=attrgetter("updated"), reverse=True))


def told(site: Site, dated: Dated) -> Told:
    """What there is to tell of an article."""
    head = dated.article
    unit = site.units[head.unit].name if head.unit else None
    return Told(dated, unit, _picture(site, head.image) if head.image and not head.withdrawn else None)


def change_items(site: Site, today: date) -> tuple[Item, ...]:
    """What happened to places last, the newest first; of changes known to the year only, its first day counts."""
    places = {location.id: location for location in site.locations.values() if location.changes}
    ids = {location.id: _change_ids(location) for location in places.values()}
    happened = sorted(
        (change.date.first_day(), location.id, index)
        for location in places.values()
        for index, change in enumerate(location.changes)
        if change.date.first_day() <= today
    )
    moments = Moments()
    dated = [(moments.after(midnight(day)), place, index) for day, place, index in happened]
    return tuple(
        _change(site, places[place], index, ids[place][index], at(moment))
        for moment, place, index in nlargest(FRESH, dated)
    )


class Moments:
    """Hands out moments, none twice."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def after(self, moment: int) -> int:
        """`moment`, or the first second after it that is free."""
        while moment in self._taken:
            moment += 1
        self._taken.add(moment)
        return moment


def at(moment: int) -> datetime:
    """A moment in +07:00; it is kept as the seconds since a day 0, which thousands of articles are sorted by."""
    days, seconds = divmod(moment, _DAY)
    return datetime.combine(date.fromordinal(days), time(), ZONE) + timedelta(seconds=seconds)


def _moments(article: ArticleHead) -> tuple[int, int]:
    """When an article was published and changed; one taken from elsewhere keeps the moments it has there."""
    if article.elsewhere:
        return _second(article.elsewhere.published), _second(article.elsewhere.updated)
    within = _within_minute(article)
    first = midnight(article.published) + within
    amended = article.updated or article.withdrawn
    return first, max(midnight(article.changed) + within, first + _MINUTE) if amended else first


def _second(moment: datetime) -> int:
    here = moment.astimezone(ZONE)
    return midnight(here.date()) + here.hour * 60 * _MINUTE + here.minute * _MINUTE + here.second


def midnight(day: date) -> int:
    """The first second of a day (see `at`)."""
    return day.toordinal() * _DAY


def _within_minute(article: ArticleHead) -> int:
    """Offices promise days, so feeds give days: an article's place in the first minute only tells it from others.

    Its time of day, in the proportion of a day to a minute, keeps the order; its id stands in for a time. Neither
    moves when other articles come.
    """
    if article.time is None:
        return crc32(article.id.encode()) % _MINUTE
    return (article.time.hour * 60 + article.time.minute) * 60 * _MINUTE // _DAY


def article_item(site: Site, told: Told) -> Item:
    """An article as an item, a withdrawn one without its text. All it reads but the text is of the site's lexicon."""
    _ = words(site)
    article = site.article(told.dated.article.id)
    title = plain(article.title)
    url = site.config.url(address.article(article))
    gone = article.withdrawn
    taken = article.taken
    return Item(
        id=taken.id if taken else tag_uri(site.config, "articles", article.id),
        url=url,
        title=_("Withdrawn: %(title)s") % {"title": title} if gone else title,
        summary=plain(
            _("This article was withdrawn on %(day)s. %(why)s") % {"day": f"{gone.on:%d/%m/%Y}", "why": gone.why}
            if gone
            else article.summary
        ),
        published=at(told.dated.published),
        updated=at(told.dated.updated),
        content=None if gone else article,
        citations=()
        if gone
        else tuple((each.cited, address.document(each)) for each in map(site.documents.__getitem__, article.documents)),
        tags=tuple(_tags(site, article, told.unit)),
        programmes=article.programmes,
        picture=told.picture,
        withdrawn=gone.why if gone else None,
        credit=Credit(plain(taken.office), taken.url, licence_at(taken.licence) if taken.licence else None)
        if taken
        else None,
    )


def _tags(site: Site, article: Article, unit: str | None) -> Iterator[str]:
    """What it is about, in words; programmes first, which receivers map to their own sections."""
    for programme in article.programmes:
        yield site.programmes[programme].name
    yield site.article_kinds[article.kind].name
    for audience in article.audiences:
        yield site.audiences[audience].name
    if article.campaign:
        yield site.campaigns[article.campaign].name
    if unit:
        yield unit


def _picture(site: Site, file: str) -> Enclosure | None:
    """A picture with its size; None where the file is not among those the site publishes."""
    picture = site.pictures.get(file)
    return Enclosure(site.config.base_url + file, media_type(f"/{file}"), picture.size) if picture else None


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
        id=f"{tag_uri(site.config, 'locations', location.id)}/changes/{change_id}",
        url=site.config.url(address.location(location)),
        title=plain(f"{what}: {location.name}"),
        summary=plain(change.note),
        published=moment,
        updated=moment,
        content=PlaceChange(location.name, site.units[location.unit].name, change, location.verified),
        tags=(what, *(each.name for each in kinds), site.units[location.unit].name),
        programmes=tuple(dict.fromkeys(programme for kind in kinds for programme in kind.programmes)),
    )


def plain(text: str) -> str:
    """A text of one line without tags: many receivers take a title for HTML, and all of them want one."""
    bare = " ".join(_TAG.sub("", text).split())
    return bare or " ".join(text.translate(_OTHER_SIGNS).split())


def latest(items: Iterable[Item], founded: datetime) -> datetime:
    """When a feed changed last; the day the site's ids began while it is empty."""
    return max((each.updated for each in items), default=founded)
