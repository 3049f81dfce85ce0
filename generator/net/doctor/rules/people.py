"""Who speaks, in what language, and under which terms others may repeat it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, note, warning
from generator.model.message import message
from generator.net.doctor.feed import Feed
from generator.net.doctor.json import Node
from generator.net.doctor.value import shown
from generator.net.doctor.xml import Element

_MAILBOX = re.compile(r"[^\s@()<>]{1,64}@[^\s@()<>]{1,255}(?: \([^()]{1,200}\))?")
_FORM = "hop-thu@co-quan.example (Tên cơ quan)"
# RFC 5646, section 2.1, without grandfathered tags.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
_NO_LANGUAGE = frozenset(("vn", "vie", "vnm", "vn-vn", "vn-vi"))


def addresses_of_people_are_mailboxes(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """In RSS `author`, `managingEditor` and `webMaster` are e-mail addresses: `a@b.vn (Tên cơ quan)`."""
    if feed.format != "RSS":
        return
    for part in (feed.root, *(item.part for item in feed.items)):
        for name in ("managingEditor", "webMaster", "author"):
            for value in (each.value() for each in part.all(name)) if isinstance(part, Element) else ():
                if not _MAILBOX.fullmatch(value.text.strip()):
                    yield warning(
                        "K045",
                        value.at(),
                        message(
                            "`{name}` must be an e-mail address, not “{text}”", name=name, text=shown(value.text, 40)
                        ),
                        message("Write `{form}`; a name without an address goes into `dc:creator`.", form=_FORM),
                    )


def authors_are_a_list(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """JSON Feed 1.1 has `authors`, a list; `author` is of version 1."""
    for part in (feed.root, *(item.part for item in feed.items)):
        if isinstance(part, Node) and "author" in part.members and "authors" not in part.members:
            yield note(
                "K045",
                part.members["author"].place,
                message("`author` was replaced by `authors`, a list, in JSON Feed 1.1"),
                message("Write `authors` as well."),
            )


def language_is_told(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """The language by BCP 47: `vi`. Screen readers and searches go by it."""
    if feed.language is None or not feed.language.text.strip():
        yield note(
            "K046",
            feed.place,
            message("the feed does not say in which language it is"),
            message("Write `vi`: RSS and JSON `language`, Atom `xml:lang`."),
        )
        return
    text = feed.language.text.strip()
    if text.lower() in _NO_LANGUAGE or not _LANGUAGE.fullmatch(text[:100]):
        yield warning(
            "K046",
            feed.language.at(),
            message("“{text}” is not the name of a language", text=shown(text, 30)),
            message("Write `vi` for Vietnamese (BCP 47)."),
        )


def terms_are_told(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """A licence or a word on rights, so that who takes an article over knows that it may."""
    if not feed.licence and not any(item.licence for item in feed.items):
        yield note(
            "K047",
            feed.place,
            message("the feed does not say under which terms it may be taken over: ask its office"),
            message('Write it: RSS `copyright`, Atom `rights` or `link rel="license"`.'),
        )


def somebody_is_named(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """The office that speaks is named, so that who takes an article over can name it (Atom demands it anyhow)."""
    if feed.format != "Atom" and not feed.author and not any(item.author for item in feed.items):
        yield note(
            "K049",
            feed.place,
            message("nobody is named as the author of the feed or of its items"),
            message("Name the office: RSS `dc:creator`, Atom `author`, JSON `authors`."),
        )
