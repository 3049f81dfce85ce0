"""The contents from A to Z: what search finds, for who has no script or would rather look than type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache, partial
from math import ceil
from typing import NamedTuple
from unicodedata import normalize

from generator.model import address
from generator.model.article import ArticleHead
from generator.model.artifact import Artifact, Page
from generator.model.site import Site
from generator.model.vietnamese import sort_key
from generator.renderers.hotlines import Line, lines
from generator.renderers.page import Frame, Link, artifact, frame, later, own, page, with_head, words
from generator.renderers.search import STYLE

PAGE = 200  # titles on a page
OTHER = "0-9"  # where titles stand that begin with no letter of the alphabet
# Letters of their own, with the way they are typed (Telex): part of an address.
_TYPED = {"Ă": "aw", "Â": "aa", "Đ": "dd", "Ê": "ee", "Ô": "oo", "Ơ": "ow", "Ư": "uw"}
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


class ContentsView(NamedTuple):
    """What the contents show: records under the heading of their kind, and the letters that articles begin with."""

    frame: Frame
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    lines: tuple[Line, ...]
    letters: tuple[tuple[Link, int], ...]


class TitlesView(NamedTuple):
    """What a page of titles shows: `pages` are all pages of this letter, `number` this one's."""

    frame: Frame
    letter: str
    titles: tuple[Link, ...]
    letters: tuple[tuple[Link, int], ...]
    pages: tuple[Link, ...]
    number: int


def a_to_z(site: Site, today: date) -> Iterator[Artifact]:
    """The contents, and the titles of articles by letter."""
    _ = words(site)
    config = site.config
    by_letter = _by_letter(site, today)
    there = {config.like(path, each) for each in config.languages for path in _of_letters(site.titles(each, today))}
    letters = tuple((Link(letter, address.titles(part(letter), 1)), len(found)) for letter, found in by_letter.items())
    title = _("Contents from A to Z")
    crumb = Link(_("Search"), address.SEARCH)
    where = frame(
        config,
        address.A_TO_Z,
        "search",
        title,
        _("All kinds of help, programmes, provinces, numbers and articles in alphabetical order."),
        crumbs=(crumb,),
    )
    groups = tuple((name, found) for name, found in _groups(site, where.has) if found)
    yield artifact(contents_page, ContentsView(where, groups, lines(site), letters))
    for letter, found in by_letter.items():
        numbers = range(1, ceil(len(found) / PAGE) + 1)
        links = tuple(Link(str(number), address.titles(part(letter), number)) for number in numbers)
        in_order = cache(partial(sorted, found, key=_in_order))
        for number, link in zip(numbers, links, strict=True):
            heading = _("Articles: %(letter)s") % {"letter": letter}
            if number > 1:
                heading = _("%(heading)s, page %(number)s") % {"heading": heading, "number": number}
            crumbs = (crumb, Link(title, address.A_TO_Z))
            inside = frame(config, link.href, "search", heading, heading, crumbs=crumbs, likes=there)
            say = partial(_titles, inside, letter, in_order, letters, links, number)
            yield later(titles_page, "search", link.href, say)


def contents_page(view: ContentsView) -> Page:
    """The contents."""
    return with_head(page("a_to_z.html", view), view.frame, STYLE)


def titles_page(view: TitlesView) -> Page:
    """Titles of articles that begin with one letter."""
    return with_head(page("titles.html", view), view.frame, STYLE)


def part(letter: str) -> str:
    """A letter's part of a web address."""
    return _TYPED.get(letter, letter.lower())


def first_letter(title: str) -> str:
    """The letter of the Vietnamese alphabet under which a title stands, without its tone: "“Ở đâu" -> "Ơ"."""
    return next((_letter(char) for char in title if char.isalnum()), OTHER)


@lru_cache(maxsize=512)
def _letter(char: str) -> str:
    bare = normalize("NFC", "".join(each for each in normalize("NFD", char.upper()) if each not in _TONES))
    return bare if bare in _TYPED or "A" <= bare <= "Z" else OTHER


def _titles(
    where: Frame,
    letter: str,
    articles: Callable[[], Sequence[ArticleHead]],
    letters: tuple[tuple[Link, int], ...],
    parts: tuple[Link, ...],
    number: int,
) -> TitlesView:
    here = articles()[(number - 1) * PAGE : number * PAGE]
    titles = (Link(each.title, address.article(each), f"{each.published:%m/%Y}") for each in here)
    return TitlesView(where, letter, tuple(titles), letters, parts, number)


def _by_letter(site: Site, today: date) -> dict[str, list[ArticleHead]]:
    found: dict[str, list[ArticleHead]] = defaultdict(list)
    for each in site.published_articles(today):
        found[first_letter(each.title)].append(each)
    return {letter: found[letter] for letter in sorted(found, key=sort_key)}


def _of_letters(titles: Iterable[str]) -> Iterator[str]:
    """The addresses of the pages that list these titles by letter."""
    for letter, count in Counter(map(first_letter, titles)).items():
        yield from (address.titles(part(letter), number) for number in range(1, ceil(count / PAGE) + 1))


def _in_order(article: ArticleHead) -> tuple[object, ...]:
    return _order(article.title, address.article(article))


def _order(title: str, href: str) -> tuple[object, ...]:
    """By the words of a title, whatever quotation mark it begins with."""
    return (*sort_key(title.lstrip("“\"‘'( ")), href)


def _groups(site: Site, has: Callable[[str], bool]) -> Iterator[tuple[str, tuple[Link, ...]]]:
    _ = words(site)
    kinds = (site.service_kinds[each] for each in site.listed_kinds)
    yield _("Help by need"), _sorted(Link(each.name, address.service_kind(each)) for each in kinds)
    there = {site.units.province(each.unit).id for each in site.location_heads.values() if not each.closed}
    found = (each for each in site.units.provinces if each.id in there)
    provinces = (Link(own(site, each.plain_name), address.unit(each)) for each in found)
    yield _("Places by province"), _sorted(provinces)
    yield _("Programmes"), _sorted(Link(each.name, address.programme(each)) for each in site.programmes.values())
    yield _("For whom"), _sorted(Link(each.name, address.audience(each)) for each in site.audiences.values())
    yield _("Campaigns"), _sorted(Link(each.name, address.campaign(each)) for each in site.campaigns.values())
    documents = (Link(each.cited, address.document(each)) for each in site.documents.values())
    yield _("Documents"), _sorted(each for each in documents if has(each.href))


def _sorted(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda each: _order(each.text, each.href)))
