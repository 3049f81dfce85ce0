"""What runs, loads or asks in a text: a portal that does not clean it hands its readers over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, error, note, warning
from generator.model.message import message
from generator.model.text import words
from generator.net.doctor.feed import Feed
from generator.net.doctor.rules.addresses import markup, runs
from generator.net.markup import VOID, Tag

_FRAMES = words("iframe frame object embed applet form input button select textarea base meta link")
# Tags whose end may be left out, or that nobody misses.
_LOOSE = VOID | {"p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "html", "head", "body"}
_LOADS = re.compile(r"url\s*\(|expression\s*\(|position\s*:\s*(?:fixed|absolute)", re.IGNORECASE)


def nothing_runs(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No script, no event attribute, no javascript: address: it would run on the page of whoever takes it over."""
    for _item, value, tag in markup(feed):
        if found := _running(tag):
            yield error(
                "K033",
                value.at(tag.start),
                message("the text holds a program (`{what}`): it would run on the page that takes it over", what=found),
                message("Delete it; and never show texts of others without cleaning them."),
            )


def _running(tag: Tag) -> str | None:
    """What of a tag a browser would run."""
    if tag.name == "script":
        return "script"
    for name, value in tag.attributes.items():
        if name.startswith("on") and name.isalpha():
            return name
        if name in ("href", "src", "action", "formaction", "data", "xlink:href", "srcdoc") and (
            runs(value) or (name == "srcdoc" and "<script" in value.lower())
        ):
            return f"{name}=javascript:"
    return None


def nothing_is_framed(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No frame, form or embedded program: portals cut them out, and what is left makes no sense."""
    for _item, value, tag in markup(feed):
        if tag.name in _FRAMES:
            yield warning(
                "K034",
                value.at(tag.start),
                message("the text holds `{name}`, which most portals cut out", name=tag.name),
                message("Write a link to the page where it is."),
            )


def texts_have_no_style_of_their_own(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """The page that takes a text over decides how it looks; some show the contents of `style` as text."""
    for _item, value, tag in markup(feed):
        style = tag.attributes.get("style", "")
        if tag.name == "style" or _LOADS.search(style):
            yield warning(
                "K036",
                value.at(tag.start),
                message("the text brings a style that loads something or reaches beyond it"),
                message("Delete it."),
            )
        elif style:
            yield note(
                "K036",
                value.at(tag.start),
                message("the text brings a style of its own, which does not fit to other pages"),
                message("Delete the attribute `style`."),
            )


def pictures_have_words(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Every picture has an `alt`, empty if it only adorns: without it who cannot see it hears a file name."""
    for _item, value, tag in markup(feed):
        if tag.name == "img" and "alt" not in tag.attributes:
            yield warning(
                "K037",
                value.at(tag.start),
                message("the picture has no words that stand for it (`alt`)"),
                message('Write what it shows: `alt="…"`.'),
            )


def tags_are_closed(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """What a text opens it closes: a `div` or `b` left open spoils the page around it."""
    for item in feed.items:
        for value in item.texts:
            count: Counter[str] = Counter()
            last: dict[str, int] = {}
            for tag in value.tokens:
                if isinstance(tag, Tag) and tag.name not in _LOOSE:
                    count[tag.name] += -1 if tag.closing else 1
                    last[tag.name] = tag.start
            for name in (name for name, times in count.items() if times):
                yield warning(
                    "K038",
                    value.at(last[name]),
                    message(
                        "`{name}` is opened and closed unequally often, which spoils the page around the text",
                        name=name[:20],
                    ),
                    message("Close every tag that is opened."),
                )
                break
