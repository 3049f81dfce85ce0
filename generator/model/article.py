"""What is published month by month."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field

from generator.model.digest import repr_digest
from generator.model.fields import Clock, Day, Form, Prose, Ref, Spoken, Text
from generator.model.mark import Mark
from generator.model.message import label, message
from generator.model.phones import NUMBER, digits
from generator.model.place import Loc, Place
from generator.model.practice import Practice
from generator.model.quiz import Riddle
from generator.model.record import Addressed, Part, Source
from generator.model.shelf import shared
from generator.model.taken import Taken
from generator.model.text import local_links
from generator.model.translation import Translated
from generator.model.vocabulary import ArticleDemand

DEMANDED: tuple[str, ...] = get_args(ArticleDemand)
NEEDED = ("title", "summary", "body")  # without these a translation is none; of what is withdrawn the first will do


class Image(Translated):
    """A picture with the words that stand for it; `text` is all that a drawing of figures and words says.

    `consent` says how the people to be seen agreed, or that nobody can be recognised; `licence` on what terms a
    picture that is not the office's own may be shown.
    """

    file: Annotated[
        Text,
        Field(title=label("File"), pattern=r"^[\w./-]+\.(?:jpe?g|png|webp|avif|svg)$"),
        Form(message("Write the name of a file without spaces that ends in .jpg, .png, .webp, .avif or .svg.")),
    ]
    alt: Annotated[Text, Prose(), Spoken(), Field(title=label("Alternative text"))]
    text: Annotated[Text | None, Prose("markdown"), Spoken(), Field(title=label("What it says, in words"))] = None
    credit: Annotated[Text, Spoken(), Field(title=label("Credit"))]
    licence: Annotated[Text | None, Spoken(), Field(title=label("Licence"))] = None
    consent: Annotated[Text | None, Field(title=label("Consent of people to be seen"))] = None


class Withdrawal(Part):
    """That an article was taken back, and why."""

    on: Annotated[Day, Field(title=label("Withdrawn on"))]
    why: Annotated[Text, Prose(), Spoken(), Field(title=label("Reason"))]


class Article(Addressed, Translated):
    """A post of the site. Its id is permanent: feeds know it by that for ever.

    `body` is Markdown; that of an article `taken` from another site is HTML. `reviewed` is the day somebody competent
    read it last, `review_by` the last day it may stand without being read again. `consent` says how the people of whom
    it tells agreed to that, `practice` what others need who want to do the same.
    """

    dated = True

    title: Annotated[Text, Prose(), Spoken(), Field(title=label("Title"), max_length=150)]
    kind: Annotated[Text, Ref("article_kinds"), Field(title=label("Kind of article"))]
    status: Annotated[Literal["draft", "published"], Field(title=label("Status"))] = "draft"
    published: Annotated[Day, Field(title=label("Published on"))]
    time: Annotated[Clock | None, Field(title=label("Time"))] = None
    updated: Annotated[Day | None, Field(title=label("Updated on"))] = None
    reviewed: Annotated[Day | None, Field(title=label("Reviewed on"))] = None
    review_by: Annotated[Day | None, Field(title=label("Review again by"))] = None
    withdrawn: Annotated[Withdrawal | None, Field(title=label("Withdrawal"))] = None
    programmes: Annotated[tuple[Text, ...], Ref("programmes"), Field(title=label("Programmes"), min_length=1)]
    audiences: Annotated[tuple[Text, ...], Ref("audiences"), Field(title=label("Audiences"))] = ()
    campaign: Annotated[Text | None, Ref("campaigns"), Field(title=label("Campaign"))] = None
    services: Annotated[tuple[Text, ...], Ref("service_kinds"), Field(title=label("Kinds of service"))] = ()
    unit: Annotated[Text | None, Ref("units"), Field(title=label("Administrative unit"))] = None
    documents: Annotated[tuple[Text, ...], Ref("documents"), Field(title=label("Cited documents"))] = ()
    summary: Annotated[Text, Prose(), Spoken(), Field(title=label("Summary"), max_length=300)]
    key_points: Annotated[tuple[Text, ...], Prose(), Spoken(), Field(title=label("Quick read"), max_length=3)] = ()
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"))] = ()
    image: Annotated[Image | None, Field(title=label("Picture"))] = None
    consent: Annotated[Text | None, Prose(), Spoken(), Field(title=label("Consent of the people it tells of"))] = None
    practice: Annotated[Practice | None, Field(title=label("For those who want to do the same"))] = None
    quiz: Annotated[tuple[Riddle, ...], Field(title=label("Quiz"))] = ()
    taken: Annotated[Taken | None, Field(title=label("Taken over"))] = None
    body: Annotated[Text, Prose("markdown"), Spoken(), Field(title=label("Text"))]

    @property
    def head(self) -> ArticleHead:
        """What lists and checks need of it."""
        shown = (
            self.id,
            self.slug,
            self.aliases,
            self.title,
            shared(self.kind),
            shared(self.status),
            self.published,
            self.time,
            self.updated,
            self.withdrawn.on if self.withdrawn else None,
            shared(self.programmes),
            shared(self.audiences),
            shared(self.campaign),
            shared(self.services),
            shared(self.unit),
            shared(self.documents),
            self.summary,
            self.image.file if self.image else None,
            _elsewhere(self.taken) if self.taken else None,
            self._told,
        )
        texts = [text for _, text in self.texts]
        led = (target for text in texts for _, _, target in local_links(text))
        links = () if self.taken else tuple(dict.fromkeys(led))
        numbers = tuple(sorted({digits(found[0]) for text in texts for found in NUMBER.finditer(text)}))
        has = shared(tuple(name for name in DEMANDED if getattr(self, name)))
        judged = (len(self.body), has, self.reviewed, self.review_by, self.waived)
        return ArticleHead(*shown, links, numbers, self.marks, *judged, repr_digest(shown), self.digest, self.place)

    @property
    def texts(self) -> tuple[tuple[Loc, str], ...]:
        """Its text, and what that is in other languages, each with its place in the record."""
        told = ((each.language, dict(each.words).get("body")) for each in self.translations)
        others = ((("translations", language, "body"), text) for language, text in told if isinstance(text, str))
        return (("body",), self.body), *others

    @property
    def _told(self) -> tuple[Told, ...]:
        """Its translations; those with nothing missing are articles of other editions, withdrawn or not."""
        needed = NEEDED[:1] if self.withdrawn else NEEDED
        found = []
        for each in self.translations:
            words = dict(each.words)
            title, summary = words.get("title", ""), words.get("summary", "")
            missing = tuple(name for name in needed if not words.get(name))
            found.append(Told(each.language, str(title), str(summary), each.as_of or self.published, missing))
        return tuple(found)

    @property
    def part(self) -> str:
        """Its part of a web address."""
        return article_part(self)

    @property
    def changed(self) -> date:
        """The last day its content changed."""
        return self.head.changed


class Told(NamedTuple):
    """What lists say of an article in another language, and which of the fields `NEEDED` its translation lacks.

    `as_of` is the day of the text that was translated.
    """

    language: str
    title: str
    summary: str
    as_of: date
    missing: tuple[str, ...]

    def older(self, article: ArticleHead) -> bool:
        """Whether the article was changed since it was translated."""
        return article.updated is not None and self.as_of < article.updated


class Elsewhere(NamedTuple):
    """What an article taken from another site is known by there, when it was published and changed there, by whom."""

    subscription: str
    id: str
    published: datetime
    updated: datetime
    sha256: str
    office: str


def _elsewhere(taken: Taken) -> Elsewhere:
    return Elsewhere(taken.subscription, taken.id, taken.published, taken.updated, taken.sha256, taken.office)


class ArticleHead(NamedTuple):
    """What lists and checks need of an article: all but its text, and what was noticed in that.

    `withdrawn` is the day it was taken back, `length` that of its text in characters, `has` are those of the fields
    `DEMANDED` that it has, `waived` are the rules it sets aside. `face` is a digest of what lists may show, `digest`
    one of the whole article; `place` is where it is written.
    """

    id: str
    slug: str | None
    aliases: tuple[str, ...]
    title: str
    kind: str
    status: str
    published: date
    time: time | None
    updated: date | None
    withdrawn: date | None
    programmes: tuple[str, ...]
    audiences: tuple[str, ...]
    campaign: str | None
    services: tuple[str, ...]
    unit: str | None
    documents: tuple[str, ...]
    summary: str
    image: str | None
    elsewhere: Elsewhere | None
    told: tuple[Told, ...]
    links: tuple[str, ...]
    numbers: tuple[str, ...]
    marks: tuple[Mark, ...]
    length: int
    has: tuple[str, ...]
    reviewed: date | None
    review_by: date | None
    waived: tuple[str, ...]
    face: str
    digest: str
    place: Place

    @property
    def part(self) -> str:
        """Its part of a web address."""
        return article_part(self)

    @property
    def changed(self) -> date:
        """The last day its content changed."""
        return max(day for day in (self.published, self.updated, self.withdrawn) if day)

    @property
    def taken_back(self) -> bool:
        """Whether readers saw it once and must not any more."""
        return self.withdrawn is not None and self.status == "published"

    @property
    def topics(self) -> frozenset[str]:
        """All it is about and for: ids of programmes, audiences and kinds of service."""
        return frozenset((*self.programmes, *self.audiences, *self.services))

    @property
    def languages(self) -> tuple[str, ...]:
        """Those in which it is told whole, besides that of the office."""
        return tuple(each.language for each in self.told if not each.missing)

    def visible(self, today: date) -> bool:
        """Whether readers may see it: published, not withdrawn, and its day has come."""
        return self.status == "published" and self.withdrawn is None and self.published <= today


def article_part(article: Article | ArticleHead) -> str:
    """An article's part of a web address: the slug, or the id without the month it starts with."""
    return article.slug or article.id.removeprefix(f"{article.published.isoformat()[:7]}-")
