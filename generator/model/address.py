"""Where pages stand. Their addresses are absolute within the site and end in "/"."""

from __future__ import annotations

from generator.model.article import Article, ArticleHead
from generator.model.campaign import Campaign, Edition
from generator.model.config import SiteConfig
from generator.model.document import Document
from generator.model.handout import Handout
from generator.model.location import Location, LocationHead
from generator.model.message import Message, message
from generator.model.unit import Unit
from generator.model.vocabulary import Audience, Programme, ServiceKind

HOME = "/"
ARTICLES = "/bai-viet/"
JOURNAL = "/so-thang/"
PROGRAMMES = "/chuong-trinh/"
AUDIENCES = "/danh-cho/"
CAMPAIGNS = "/chien-dich/"
HELP = "/noi-giup-do/"
KINDS = f"{HELP}loai/"
HOTLINES = "/duong-day-nong/"
DOCUMENTS = "/van-ban/"
INTEGRATION = "/long-ghep/"
HANDOUTS = "/tai-lieu/"
FEEDS = "/nguon-tin/"
DATA = "/data/"
DICTIONARY = f"{DATA}tu-dien/"
SEARCH = "/tim/"
A_TO_Z = f"{SEARCH}a-z/"
EMBED = "/embed/"  # the only folder that pages of others may frame or read
# Pages that every site has, whatever its records are.
SECTIONS = (
    HOME,
    ARTICLES,
    PROGRAMMES,
    AUDIENCES,
    CAMPAIGNS,
    HELP,
    HOTLINES,
    DOCUMENTS,
    INTEGRATION,
    FEEDS,
    DATA,
    SEARCH,
    A_TO_Z,
)
# Below these lies what the generator makes; any other page is written by hand.
MADE = (*SECTIONS[1:], JOURNAL, HANDOUTS, EMBED, "/feeds/")
# What every edition has, in whatever language, with all that lies below; all else is there in the first language alone.
IN_EVERY_LANGUAGE = (HELP, HOTLINES, PROGRAMMES)
_ALONE = (HOME, SEARCH, A_TO_Z)  # and these, without what lies below


def in_every_language(path: str) -> bool:
    """Whether a page at `path` has its like in every edition."""
    return path in _ALONE or path.startswith(IN_EVERY_LANGUAGE)


def file_of(path: str) -> str:
    """The file that stands at an address: a page is the index of its folder."""
    return f"{path[1:]}index.html" if path.endswith("/") else path[1:]


def of_file(file: str) -> str:
    """The address at which a file stands."""
    return f"/{file.removesuffix('index.html')}"


def nowhere(target: str) -> Message:
    """What is wrong with a link to an address where nothing stands."""
    return message("the link leads to {target}, which this site does not have", target=target)


def depth(path: str) -> int:
    """How many folders below the root it lies."""
    return path.count("/") - 1


def year(number: int) -> str:
    """The archive of a year."""
    return f"{ARTICLES}{number:04}/"


def month(number: int, of: int) -> str:
    """The archive of month `number` of year `of`."""
    return f"{ARTICLES}{of:04}/{number:02}/"


def journal_month(number: int, of: int) -> str:
    """The journal of month `number` of year `of`."""
    return f"{JOURNAL}{of:04}/{number:02}/"


def article(record: Article | ArticleHead) -> str:
    """An article stands under the month it was published in."""
    return f"{month(record.published.month, record.published.year)}{record.part}/"


def lists(record: Article | ArticleHead) -> tuple[str, ...]:
    """The lists of articles that an article stands in: all, those of its year, those of its month."""
    day = record.published
    return ARTICLES, year(day.year), month(day.month, day.year)


def everywhere(config: SiteConfig, record: ArticleHead, *former: str) -> tuple[str, ...]:
    """Where an article stands, and where it stood, in every edition that tells it, from the root of the whole site."""
    telling = [each for each in config.languages if each in (config.languages[0], *record.languages)]
    return tuple(config.like(path, each) for path in (article(record), *former) for each in telling)


def programme(record: Programme) -> str:
    """The hub of a programme."""
    return f"{PROGRAMMES}{record.part}/"


def audience(record: Audience) -> str:
    """What is there for one audience."""
    return f"{AUDIENCES}{record.part}/"


def campaign(record: Campaign) -> str:
    """A campaign over all its years."""
    return f"{CAMPAIGNS}{record.part}/"


def edition(record: Campaign, of: Edition) -> str:
    """One year of a campaign."""
    return f"{CAMPAIGNS}{record.part}/{of.year}/"


def service_kind(record: ServiceKind) -> str:
    """All places of one kind of service."""
    return f"{KINDS}{record.part}/"


def kind_in(record: ServiceKind, province: Unit) -> str:
    """The places of one kind of service in one province."""
    return f"{service_kind(record)}{province.part}/"


def former_kind_in(record: ServiceKind, province: Unit) -> tuple[str, ...]:
    """Where they stood while the kind stood at its former addresses, but for what the record names itself."""
    below = (f"{alias}{province.part}/" for alias in record.aliases if alias.startswith(KINDS))
    return tuple(each for each in below if each not in record.aliases)


def unit(record: Unit) -> str:
    """The places of a province or a commune."""
    return f"{HELP}{record.id}/"


def location(record: Location | LocationHead) -> str:
    """A place."""
    return f"{HELP}dia-chi/{record.part}/"


def document(record: Document) -> str:
    """A document."""
    return f"{DOCUMENTS}{record.part}/"


def handout(record: Handout) -> str:
    """A handout; its files lie beside its page."""
    return f"{HANDOUTS}{record.part}/"


def titles(letter: str, number: int) -> str:
    """The articles whose titles begin with a letter; the second and further pages have their number behind."""
    return f"{A_TO_Z}{letter}/" if number == 1 else f"{A_TO_Z}{letter}/{number}/"
