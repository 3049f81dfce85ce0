"""The texts of articles for search on the device: in a pack of some months, which words stand beside each other where.

Vietnamese is written in syllables, and a syllable alone is in most articles: so pairs of neighbours are what is found
by. A word of another form (HIV, Methadone) is found alone too. docs/decisions/0080-search.md says what a pack holds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from html import unescape
from itertools import chain, pairwise
from typing import NamedTuple

from generator.model import address, file_address
from generator.model.article import Article, ArticleHead
from generator.model.artifact import Artifact, Batch, Deferred
from generator.model.digest import text_digest
from generator.model.month import Month, month_of
from generator.model.site import Site
from generator.model.vietnamese import syllables
from generator.prose.text import Text
from generator.renderers.compact import compact

# In characters of text, of which 1,000 make some 240 bytes of a pack by Brotli.
PACK = 320_000  # of a pack, if months can be parted so
FIRST = 1_200_000  # of the packs that are fetched together for the first question: below 300 KB
FURTHER = 600_000  # of those fetched together later on: below 150 KB
_PARTS = (1, 2, 4, 12)  # a year has so many packs

# No phrase goes on over it: a line that only goes on is no end.
_END = re.compile(r"""
    [.!?:;…()“”"|\n]  # one of these, which are found fast
    (?:(?<=[.!?:;…])(?=\s|$) | (?<=[()“”"|]) | (?<=\n)(?:[ \t]*\n | (?=[ \t]*(?:[-+*\#>]|\d{1,3}[.)]\s))))
""", re.VERBOSE)  # fmt: skip
_APART = " | "  # in the place of such an end, which has no letter
_FOREIGN = re.compile(r"(?!(?:ngh?|[cgknpt]h|gi|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|[cn]h|[cmnpt])?$)[a-z]+")
_OFTEN = 4  # more often is not told
_MOST = 1 << 14  # pieces of texts whose words are kept
# Numbers as characters that JSON leaves alone: one ends a number, those before it are its higher digits.
_LAST = "".join(chr(code) for code in range(35, 100) if code != 92)
_HIGH = "".join(chr(code) for code in range(100, 127))
APART = "!"  # between what belongs to one word and the next


Row = dict[int, str]  # what follows a word, and the numbers of the articles where it does, as characters


class Group(NamedTuple):
    """Packs that are fetched together, and the months they tell of."""

    packs: tuple[str, ...]
    first: Month
    last: Month


class Pack(NamedTuple):
    """Some months of articles, the newest first."""

    name: str
    articles: tuple[ArticleHead, ...]

    @property
    def length(self) -> int:
        """That of its texts, in characters."""
        return sum(each.length for each in self.articles)


class Written(NamedTuple):
    """An article as search knows it: its title, its address below that of all articles, and all its words."""

    title: str
    part: str
    text: str


class Texts(NamedTuple):
    """What is packed, in the language of its edition."""

    language: str
    articles: tuple[Written, ...]


def packs(articles: Iterable[ArticleHead]) -> tuple[Pack, ...]:
    """The articles, which come newest first, in packs: a year each, or equal parts of one that has much to read."""
    years: dict[int, list[ArticleHead]] = defaultdict(list)
    for each in articles:
        years[each.published.year].append(each)
    return tuple(pack for year, mine in years.items() for pack in _parted(year, mine))


def _parted(year: int, mine: Sequence[ArticleHead]) -> tuple[Pack, ...]:
    for parts in _PARTS:
        found: dict[int, list[ArticleHead]] = defaultdict(list)
        for each in mine:
            found[(each.published.month - 1) * parts // 12 + 1].append(each)
        made = tuple(
            Pack(f"{year}-{part}" if parts > 1 else f"{year}", tuple(inside)) for part, inside in found.items()
        )
        if max(pack.length for pack in made) <= PACK:
            break
    return made


def groups(all_packs: Iterable[Pack]) -> tuple[Group, ...]:
    """What is fetched together, the newest first."""
    found: list[list[Pack]] = []
    room = 0
    for pack in all_packs:
        room -= pack.length
        if not found or room < 0:
            room = (FURTHER if found else FIRST) - pack.length
            found.append([])
        found[-1].append(pack)
    return tuple(
        Group(
            tuple(pack.name for pack in inside),
            month_of(inside[-1].articles[-1].published),
            month_of(inside[0].articles[0].published),
        )
        for inside in found
    )


def batches_of(all_packs: Iterable[Pack]) -> Iterator[Batch]:
    """Each pack alone: while none of its articles changes, it stands."""
    for pack in all_packs:
        yield Batch(f"texts of {pack.name}", _made, (pack,), text_digest(*(each.digest for each in pack.articles)))


def _made(site: Site, _today: date, pack: Pack) -> Iterator[Artifact]:
    language = site.config.language
    fetch = site.article

    def say() -> Texts:
        return Texts(language, tuple(_written(each, fetch) for each in pack.articles))

    def depends() -> str:
        return text_digest(language, *(each.digest for each in pack.articles))

    yield Artifact(file_address.search_texts(pack.name)[1:], texts_json, Deferred(say, depends))


def _written(head: ArticleHead, fetch: Callable[[str], Article]) -> Written:
    article = fetch(head.id)
    body = unescape(article.body) if article.taken else article.body
    text = "\n\n".join((article.title, article.summary, *article.key_points, body, *_beside(article)))
    return Written(article.title, address.article(head).removeprefix(address.ARTICLES), text)


def _beside(article: Article) -> Iterator[str]:
    """What an article says outside of its text: to those who want to do the same, and in its quiz."""
    if article.practice:
        yield from (words for _, words in article.practice.told)
    for riddle in article.quiz:
        yield from (riddle.question, *riddle.choices, riddle.why)


def texts_json(packed: Texts) -> bytes:
    """A pack: its articles, all words in order, and for each word those that follow it, in how many articles, in which.

    Of what follows, numbers are words: 1 is the first, 0 nothing (the word alone). Numbers and articles are told as
    steps from the one before; counts as one less. An article of a word alone is four times its step, with how often
    less one.
    """
    texts = [said(each.text) for each in packed.articles]
    words = sorted(set(chain.from_iterable(texts)) - {""})
    number_of = {"": 0} | {word: number for number, word in enumerate(words, 1)}
    rows: list[Row] = [{} for _ in number_of]
    often: list[list[int]] = [[] for _ in number_of]
    alone = set(filter(foreign, words) if packed.language == "vi" else words)
    for article, text in enumerate(texts):
        this = chr(article)
        for word, follower in set(pairwise(map(number_of.__getitem__, text))):
            if word and follower:
                row = rows[word]
                row[follower] = row.get(follower, "") + this
        times = Counter(filter(alone.__contains__, text))
        for each in times:
            row = rows[number_of[each]]
            row[0] = row.get(0, "") + this
            often[number_of[each]].append(min(times[each], _OFTEN) - 1)
    articles = [(each.title, each.part) for each in packed.articles]
    made: dict[str, object] = {"articles": articles, "words": " ".join(words)}
    columns = [_columns(*each) for each in zip(rows[1:], often[1:], strict=True)]
    for index, name in enumerate(("followers", "counts", "places")):
        made[name] = APART.join(column[index] for column in columns)
    return compact(made).encode()


def _columns(row: Row, often: Sequence[int]) -> tuple[str, str, str]:
    """Followers, counts and places of a word."""
    followers = sorted(row)
    places: list[int] = []
    for follower in followers:
        held = row[follower]
        steps = _steps(map(ord, held)) if len(held) > 1 else [ord(held)]
        places += steps if follower else [step * _OFTEN + times for step, times in zip(steps, often, strict=True)]
    return (
        _written_out(_steps(followers)),
        _written_out([len(row[each]) - 1 for each in followers]),
        _written_out(places),
    )


def _steps(numbers: Iterable[int]) -> list[int]:
    """Rising numbers as steps, each one less, from the one before; the first as it is."""
    return [number - before - 1 for before, number in pairwise((-1, *numbers))]


def _written_out(numbers: Iterable[int]) -> str:
    return "".join(map(_CODES.__getitem__, numbers))


def said(text: str) -> list[str]:
    """The words of a text without marks, in their order, with "" where no phrase goes on."""
    pieces = _END.sub(_APART, Text(text).plain).split()
    return [*chain.from_iterable(map(_WORDS.__getitem__, pieces)), ""]


class _Words(dict[str, tuple[str, ...]]):
    """The words of what stands between two spaces; most are met again in the next article."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) == _MOST:
            self.clear()
        return self.setdefault(piece, ("",) if piece == "|" else tuple(syllables(piece)))


_WORDS = _Words()


@lru_cache(maxsize=4096)
def foreign(word: str) -> bool:
    """Whether a word is of letters, and of a form that no Vietnamese syllable has."""
    return _FOREIGN.fullmatch(word) is not None


class _Codes(dict[int, str]):
    """Numbers as characters, each made once."""

    def __missing__(self, value: int) -> str:
        high, low = divmod(value, len(_LAST))
        digits = _LAST[low]
        while high:
            high, low = divmod(high, len(_HIGH))
            digits = _HIGH[low] + digits
        return self.setdefault(value, digits)


_CODES = _Codes()
