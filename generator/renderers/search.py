"""Search on the device: its page, the names it answers from while somebody types, and the texts it asks for after that.

Each edition has a search of its own, of what it has. Which file is fetched never depends on what was typed
(docs/decisions/0080-search.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from generator.language import Tagged, foreign
from generator.model import address, file_address
from generator.model.article import ArticleHead
from generator.model.artifact import Artifact, Batch, Page, digest
from generator.model.location import LocationHead
from generator.model.message import Translate, label
from generator.model.month import Month
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.model.vietnamese import syllables
from generator.renderers.compact import compact
from generator.renderers.hotlines import Line, lines, whom
from generator.renderers.page import Frame, artifact, frame, own, page, with_head, words
from generator.renderers.search_texts import Group, batches_of, groups, packs

NEWEST = 250  # articles of any kind whose titles answer while somebody types
GUIDES = 250  # and older ones of the kinds that have to be read again, so that they stay right
STYLE = '<link rel="stylesheet" href="/assets/css/search.css">'
_SCRIPT = '<script type="module" src="/assets/js/search.js"></script>'  # loaded by this page alone
# Pages that no record has.
_STANDING = (
    (address.HELP, label("Find help")),
    (address.HOTLINES, label("Numbers to call")),
    (address.ARTICLES, label("Articles")),
    (address.CAMPAIGNS, label("Campaigns")),
    (address.DOCUMENTS, label("Documents")),
    (address.INTEGRATION, label("Who integrates what")),
    (address.FEEDS, label("Feeds")),
    (address.DATA, label("Open data")),
    (address.A_TO_Z, label("Contents from A to Z")),
)


class Name(NamedTuple):
    """Something to find: how it is called, where it stands below its kind's address, and what is said of it.

    Texts are tagged where they are in another language than the edition.
    """

    title: str
    part: str
    said: str = ""


class Kind(NamedTuple):
    """Names of one kind, with the start of their addresses."""

    label: str
    icon: str
    base: str
    names: tuple[Name, ...]


class Names(NamedTuple):
    """All that answers while somebody types.

    Kinds in the order of their weight, the parts of needs in the finder's addresses, words that stand for others, and
    which packs of texts there are.
    """

    kinds: tuple[Kind, ...]
    needs: tuple[tuple[str, str], ...]
    synonyms: tuple[tuple[str, str], ...]
    texts: tuple[Group, ...]


class SearchView(NamedTuple):
    """What the page shows; `lines` are whom to call where nothing is found.

    `records` is the language of units where the page speaks another one.
    """

    frame: Frame
    lines: tuple[Line, ...]
    records: str | None


def search(site: Site, today: date) -> Iterator[Batch]:
    """The page with its names, and every pack of texts."""
    made = packs(site.published_articles(today))
    fetched = groups(made)
    yield Batch("search", search_files, (fetched,), digest(fetched))
    yield from batches_of(made)


def search_files(site: Site, today: date, texts: tuple[Group, ...]) -> Iterator[Artifact]:
    """The page, and the file of names."""
    _ = words(site)
    description = _("Find places, numbers, programmes and articles. What you type stays on this device.")
    where = frame(site.config, address.SEARCH, "search", _("Search"), description)
    yield artifact(search_page, SearchView(where, whom(site), site.config.foreign))
    yield Artifact(file_address.SEARCH_NAMES[1:], names_json, _names(site, today, where, texts))


def search_page(view: SearchView) -> Page:
    """The page of the search."""
    return with_head(page("search.html", view), view.frame, STYLE + _SCRIPT)


def names_json(names: Names) -> bytes:
    """The file of names. Synonyms are folded: they are compared and never shown."""
    made = {
        "kinds": [
            [each.label, each.icon, each.base[1:], [_short(name) for name in each.names]] for each in names.kinds
        ],
        "needs": dict(names.needs),
        "synonyms": names.synonyms,
        "texts": [[*map(_month, (each.first, each.last)), *each.packs] for each in names.texts],
    }
    return compact(made).encode()


def _short(name: Name) -> list[object]:
    return [_told(name.title), name.part, *([_told(name.said)] if name.said else [])]


def _told(text: str) -> object:
    """A text; one in another language with that."""
    return [text, text.language] if isinstance(text, Tagged) else text


def _month(when: Month) -> str:
    year, month = when
    return f"{month:02}/{year}"


def _names(site: Site, today: date, where: Frame, texts: tuple[Group, ...]) -> Names:
    _ = words(site)
    needs = as_ordered(site.service_kinds[each] for each in site.listed_kinds)
    known = {_folded(typed): _folded(means) for typed, means in _synonyms(site)}
    return Names(
        tuple(kind for kind in _kinds(site, today, where.has, _) if kind.names),
        tuple((each.name, each.part) for each in needs),
        tuple(known.items()),
        texts,
    )


def _synonyms(site: Site) -> Iterator[tuple[str, str]]:
    """What people type, with what it means; abbreviations are Vietnamese."""
    if site.config.language == "vi":
        yield from ((each.short, each.meaning) for each in site.terms.abbreviations if not each.common)
    yield from site.synonyms.get(site.config.language, ())


def _kinds(site: Site, today: date, has: Callable[[str], bool], _: Translate) -> Iterator[Kind]:
    """Every kind of thing to find, what people come for first; `has` says which pages the edition has."""
    needs = as_ordered(site.service_kinds[each] for each in site.listed_kinds)
    yield Kind(
        _("Help by need"),
        "search",
        f"{address.HELP}loai/",
        tuple(Name(each.name, each.part, each.summary) for each in needs),
    )
    yield Kind(
        _("Number to call"),
        "phone",
        address.HOTLINES,
        tuple(Name(_numbered(each), "", each.purpose) for each in lines(site)),
    )
    programmes = as_ordered(site.programmes.values())
    yield Kind(
        _("Programme"),
        "guide",
        address.PROGRAMMES,
        tuple(Name(each.name, each.part, each.summary) for each in programmes),
    )
    audiences = as_ordered(site.audiences.values())
    yield Kind(
        _("For whom"),
        "public",
        address.AUDIENCES,
        tuple(Name(each.name, each.part, each.summary or "") for each in audiences),
    )
    standing = (Name(_(title), path[1:].rstrip("/")) for path, title in _STANDING if has(path))
    yield Kind(_("Page"), "info", address.HOME, (*standing, *_hand_written(site)))
    yield Kind(
        _("Campaign"),
        "calendar",
        address.CAMPAIGNS,
        tuple(Name(each.name, each.part) for each in site.campaigns.values()),
    )
    documents = (each for each in site.documents.values() if has(address.document(each)))
    yield Kind(_("Document"), "document", address.DOCUMENTS, tuple(Name(each.cited, each.part) for each in documents))
    open_places = [each for each in site.location_heads.values() if not each.closed]
    yield Kind(
        _("Place that helps"),
        "pin",
        f"{address.HELP}dia-chi/",
        tuple(
            sorted((_place(site, each) for each in open_places), key=lambda each: (each.said, each.title, each.part))
        ),
    )
    yield Kind(_("Articles"), "story", address.ARTICLES, tuple(map(_article, _titled(site, today))))


def _place(site: Site, head: LocationHead) -> Name:
    unit, province = site.units[head.unit], site.units.province(head.unit)
    where = province.plain_name if unit is province else f"{unit.name}, {province.plain_name}"
    return Name(head.name, head.part, own(site, where))


def _titled(site: Site, today: date) -> tuple[ArticleHead, ...]:
    """Whose titles answer at once; those of all others come with their texts."""
    articles = site.published_articles(today)
    guides = (each for each in articles[NEWEST:] if "review_by" in site.article_kinds[each.kind].demands)
    return (*articles[:NEWEST], *islice(guides, GUIDES))


def _article(head: ArticleHead) -> Name:
    return Name(head.title, address.article(head).removeprefix(address.ARTICLES).rstrip("/"))


def _numbered(line: Line) -> str:
    said = f"{line.number}: {line.name}"
    return foreign(said, line.name.language) if isinstance(line.name, Tagged) else said


def _hand_written(site: Site) -> Iterator[Name]:
    """The pages of this edition that were written by hand."""
    config = site.config
    further = [config.like(address.HOME, each) for each in config.languages[1:]]
    for each in site.pages:
        folder = next((f for f in further if each.path.startswith(f)), address.HOME)
        if folder == f"/{config.folder}" and each.title:
            yield Name(each.title, each.path.removeprefix(folder).strip("/"))


def _folded(text: str) -> str:
    return " ".join(syllables(text))
