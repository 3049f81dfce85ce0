"""JSON Feed 1.1 (jsonfeed.org) to items, with the extension that docs/feeds.md describes."""

from __future__ import annotations

import json
from datetime import datetime
from html import escape
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from generator.model.checksum import EXTENSION, checksum
from generator.model.message import message
from generator.net.offered import MOST, NotAFeed, Offered, OfferedFeed, Refused, is_likely


def _likely(moment: datetime) -> datetime:
    if not is_likely(moment):
        raise ValueError(moment.year)
    return moment


Short = Annotated[str, Field(max_length=2_000)]
Moment = Annotated[AwareDatetime, Field(strict=False), AfterValidator(_likely)]


class _Lenient(BaseModel):
    """Says only of what it names what it must be; numbers are no texts."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class _ExtensionOfItem(_Lenient):
    attribution: Short | None = None
    licence: Short | None = None
    programmes: list[Short] = []
    withdrawn: bool = False
    reason: str | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class _Author(_Lenient):
    name: Short | None = None


class _Item(_Lenient):
    id: Annotated[Short, Field(min_length=1)]
    url: Short | None = None
    external_url: Short | None = None
    title: Short = ""
    summary: str = ""
    content_html: str | None = None
    content_text: str | None = None
    image: Short | None = None
    date_published: Moment
    date_modified: Moment | None = None
    authors: list[_Author] = []
    extension: Annotated[_ExtensionOfItem, Field(alias=EXTENSION)] = _ExtensionOfItem()


class _ExtensionOfFeed(_Lenient):
    demo: bool = False


class _Feed(_Lenient):
    version: Annotated[str, Field(pattern=r"^https?://(?:www\.)?jsonfeed\.org/version/1(?:\.1)?$")]
    title: Short
    authors: list[_Author] = []
    items: Annotated[list[Any], Field(max_length=MOST)]
    extension: Annotated[_ExtensionOfFeed, Field(alias=EXTENSION)] = _ExtensionOfFeed()


def read_json(content: bytes) -> OfferedFeed:
    """The items of a JSON feed. Raises NotAFeed; single items that are wrong are refused."""
    try:
        feed = _Feed.model_validate(json.loads(content))
    except ValidationError as problem:
        raise NotAFeed(message("as JSON Feed it is wrong in {where}", where=_where(problem))) from None
    except (ValueError, RecursionError):
        raise NotAFeed(message("it is not written as JSON")) from None
    items: list[Offered] = []
    refused: list[Refused] = []
    for raw in feed.items:
        try:
            items.append(_offered(raw, feed))
        except ValidationError as problem:
            refused.append(Refused(_named(raw), message("it is wrong in {where}", where=_where(problem))))
        except _Altered:
            refused.append(Refused(_named(raw), message("its checksum does not fit: it was altered on the way")))
    return OfferedFeed(feed.title, feed.extension.demo, tuple(items), tuple(refused))


class _Altered(Exception):
    """An item whose checksum does not fit."""


def _offered(raw: Any, feed: _Feed) -> Offered:
    item = _Item.model_validate(raw)
    own = item.extension
    if own.sha256 and checksum(raw) != own.sha256:
        raise _Altered
    authors = [each.name for each in (*item.authors, *feed.authors) if each.name]
    return Offered(
        id=item.id.strip(),
        url=item.external_url or item.url or "",
        title=item.title,
        summary=item.summary,
        html=item.content_html if item.content_html is not None else _paragraphs(item.content_text or ""),
        published=item.date_published,
        updated=max(item.date_published, item.date_modified or item.date_published),
        programmes=tuple(own.programmes),
        office=own.attribution or next(iter(authors), None),
        licence=own.licence if own.licence and own.licence.startswith(("https://", "http://")) else None,
        image=item.image,
        withdrawn=(own.reason or "") if own.withdrawn else None,
        sha256=own.sha256,
    )


def _paragraphs(text: str) -> str:
    """Plain text as HTML."""
    return "".join(f"<p>{escape(each.strip(), quote=False)}</p>" for each in text.split("\n\n") if each.strip())


def _named(raw: Any) -> str:
    """What to call an item whose fields are wrong."""
    names = (raw.get("title"), raw.get("id")) if isinstance(raw, dict) else ()
    return next((each[:100] for each in names if isinstance(each, str) and each), "?")


def _where(problem: ValidationError) -> str:
    """The fields that are wrong, as `items.0.title`."""
    return ", ".join(".".join(map(str, each["loc"])) or "?" for each in problem.errors(include_url=False)[:3])
