"""The corpus: made-up articles and places, the same for everybody with the same seed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.words import Words, read

PLACES = {1_000: 200, 5_000: 1_000, 20_000: 3_000}  # articles → locations
TODAY = date(2026, 11, 22)
FIRST = date(2016, 12, 1)
LAST = date(2026, 11, 20)
SEED = 20261122
LINK = "@LINK@"  # in a body, where the address of another article goes
_NOTICE = "Trang này do máy xếp từ các từ rời để đo tốc độ; nội dung không có nghĩa."


@dataclass(frozen=True, slots=True)
class Article:
    """An article of about 500 words; `body` is Markdown with one `LINK` to the article number `linked`."""

    number: int
    title: str
    summary: str
    kind: str
    published: date
    programmes: tuple[str, ...]
    audiences: tuple[str, ...]
    services: tuple[str, ...]
    linked: int
    body: str

    @property
    def slug(self) -> str:
        """Its part of a web address."""
        return f"bai-do-{self.number:05}"

    @property
    def folder(self) -> str:
        """The month it lies under, as `2026/11`."""
        return f"{self.published:%Y/%m}"


@dataclass(frozen=True, slots=True)
class Location:
    """A place with services; `point` is (latitude, longitude) in degrees, or not known."""

    number: int
    name: str
    services: tuple[str, ...]
    unit: str
    unit_name: str
    address: str
    point: tuple[str, str] | None

    @property
    def slug(self) -> str:
        """Its part of a web address."""
        return f"noi-do-{self.number:05}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles from the oldest to the newest, and places."""

    articles: tuple[Article, ...]
    locations: tuple[Location, ...]

    @property
    def pages(self) -> int:
        """How many records have a page of their own."""
        return len(self.articles) + len(self.locations)


def corpus(root: Path, size: int, seed: int = SEED) -> Corpus:
    """`size` articles and their places, from the words, vocabularies and units kept in `root`."""
    random = Random(seed)  # noqa: S311  # the same numbers every time are wanted
    words = Words.of(root, random)
    return Corpus(_articles(root, size, words, random), _locations(root, PLACES.get(size, size // 5), words, random))


def _articles(root: Path, size: int, words: Words, random: Random) -> tuple[Article, ...]:
    programmes, audiences, services = (_ids(root, name) for name in ("programmes", "audiences", "service_kinds"))
    kinds = [each["id"] for each in read(root / "data/article_kinds.yaml")]
    days = (LAST - FIRST).days
    return tuple(
        Article(
            number=number,
            title=f"Bài đo số {number:05}: {words.phrase(8).lower()}",
            summary=f"{words.phrase(22)}.",
            kind=random.choice(kinds),
            published=FIRST + timedelta(days=days * number // max(1, size - 1)),
            programmes=tuple(random.sample(programmes, random.randint(1, 3))),
            audiences=tuple(random.sample(audiences, random.randint(1, 4))),
            services=tuple(random.sample(services, random.randint(0, 2))),
            linked=random.randrange(max(1, number)),
            body=_body(words, random),
        )
        for number in range(size)
    )


def _body(words: Words, random: Random) -> str:
    """About 500 words: four parts with headings, two lists, a numbered one, one link."""
    items = [f"- {words.sentence()}" for _ in range(random.randint(4, 6))]
    steps = [f"{step}. **{words.phrase(3)}.** {words.sentence()}" for step in range(1, 5)]
    parts = [
        f"*{_NOTICE}*",
        words.paragraph(5),
        f"## {words.phrase(5)}?",
        words.paragraph(5),
        "\n".join(items),
        f"## {words.phrase(5)}?",
        f"{words.paragraph(4)} Đọc thêm [{words.phrase(5).lower()}]({LINK}).",
        "\n".join(steps),
        f"## {words.phrase(4)}",
        words.paragraph(8),
        f"### {words.phrase(4)}",
        words.paragraph(8),
    ]
    return "\n\n".join(parts) + "\n"


def _locations(root: Path, size: int, words: Words, random: Random) -> tuple[Location, ...]:
    services = _ids(root, "service_kinds")
    with (root / "data/units/current.csv").open(newline="") as table:
        communes = [row for row in csv.DictReader(table) if row["parent"]]
    made = []
    for number, unit in enumerate(random.choices(communes, k=size)):
        point = (unit["latitude"], unit["longitude"]) if unit["latitude"] and random.random() < 0.6 else None
        made.append(
            Location(
                number=number,
                name=f"Nơi đo số {number:05}: {words.phrase(4).lower()}",
                services=tuple(random.sample(services, random.randint(1, 2))),
                unit=unit["id"],
                unit_name=unit["name"],
                address=f"Số {random.randint(1, 400)}, đường {words.phrase(3).lower()}",
                point=point,
            )
        )
    return tuple(made)


def _ids(root: Path, collection: str) -> list[str]:
    return [read(file)["id"] for file in sorted((root / "data" / collection).glob("*.yaml"))]
