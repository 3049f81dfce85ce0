"""A feed at an address or in a file, as the doctor of feeds is to see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import Message, message
from generator.model.place import Place
from generator.net.doctor import Examined, examine
from generator.net.doctor.document import Sent
from generator.net.fetch import LIMITS, Limits, NotFetched, fetch
from generator.net.read import feed_of_page


@dataclass(frozen=True)
class Seen:
    """What was found out about `name`, a file or an address, with its `lines`; `examined` is None for no feed."""

    name: str
    examined: Examined | None
    lines: list[str]
    diagnostics: list[Diagnostic]


def look(source: str, today: date, limits: Limits = LIMITS) -> Seen:
    """Examine the feed at an address (or the one that a page there names), or in a file. Never raises for a feed."""
    try:
        sent = _fetched(source, limits) if _is_address(source) else _read(source, limits)
    except NotFetched as problem:
        wrong = error("K001", Place(source), message("it cannot be had: {why}", why=problem.why), _advice(source))
        return Seen(source, None, [], [wrong])
    return Seen(sent.name, *examine(sent, today))


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _fetched(url: str, limits: Limits) -> Sent:
    """What an address offers; a page leads to its feed, as it does for `outreach pull`."""
    found = fetch(url, limits=limits)
    assert found is not None, url  # nothing was known of it
    named = feed_of_page(found.content, found.url)
    if named and named != url:
        url = named
        found = fetch(url, limits=limits, named_by=found)
        assert found is not None, url
    said = found.validators
    kept = bool(said.etag or said.last_modified)
    return Sent(url, found.content, url, found.url, found.media_type, found.charset, kept)


def _read(file: str, limits: Limits) -> Sent:
    """What a file holds. Raises NotFetched for what is no file, or too large."""
    path = Path(file)
    try:
        if path.exists() and not path.is_file():
            raise NotFetched(message("it is no file"))
        with path.open("rb") as opened:
            content = opened.read(limits.size + 1)
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or type(problem).__name__
        raise NotFetched(message("the file cannot be read: {why}", why=why)) from None
    if len(content) > limits.size:
        raise NotFetched(message("it is larger than {most} MB", most=f"{limits.size / 1e6:g}"))
    return Sent(file, content)


def _advice(source: str) -> Message | None:
    """What to try when a source cannot be had."""
    if _is_address(source):
        return message("Open the address in a browser; ask the office whether it has changed.")
    return message("An address begins with https://.") if not Path(source).exists() else None
