"""Rules about one page as a whole; the tuple `PAGE_RULES` is the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from urllib.parse import unquote

from generator.gate.facts import NOWHERE
from generator.gate.page import Page
from generator.gate.tag_rules import malformed
from generator.gate.tags import CLOSES
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.hints import MEND_LINK, PUT_BACK, did_you_mean
from generator.model.message import Message, message
from generator.model.near import nearest

Fault = tuple[Diagnostic, int, tuple[str, ...]]  # with its offset (0: the whole page), and by what to find its source
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LEFT = re.compile(r"hole[0-9a-f]{16}[a-z]+eloh|\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|\{#[^{}\n]*#\}|%\([a-z_]+\)s")
_SHOWN_AS_IS = frozenset({"code", "pre", "kbd", "samp"})  # where a template may be what a text is about
_MEANS_NOTHING = frozenset({"", "top"})  # fragments that lead to the top of every page
_EARLY = 8  # tags within which the character set must be declared; browsers look no further than 1,024 bytes
_BLANK = " \t\r\n\xa0"


def no_stray_sign(page: Page) -> Iterator[Fault]:
    """Z003: a sign < in the text is the rest of a tag."""
    if "<" in "".join(page.parts[::2]):
        for part, start in zip(page.parts[::2], page.starts[::2], strict=False):
            if (at := part.find("<")) >= 0:
                yield malformed(message("a sign < begins no tag")), start + at, (part[at : at + 20].split("\n")[0],)


def ids_are_unique(page: Page) -> Iterator[Fault]:
    """Z004: a link to an id, and what names another element by it, mean one."""
    if len(page.ids) == len(set(page.ids)) and "" not in page.ids:
        return
    seen = {""}
    for mark in page.marks:
        name = mark.tag.attributes.get("id")
        if name is not None and name in seen:
            fault = error(
                "Z004",
                NOWHERE,
                message("the id “{id}” is empty or stands twice in one page", id=name),
                message("Give it another one; behind a heading of a hand-written page by `{: #another-name }`."),
            )
            same = [each.number for each in page.marks if each.tag.attributes.get("id") == name]
            words = ["".join(page.texts(number, page.end(number))).strip() for number in same]
            yield fault, page.offset(mark.number), (page.token(mark.number), *words)
        elif name is not None:
            seen.add(name)


def own_fragments_are_there(page: Page) -> Iterator[Fault]:
    """Z002: links within the page, and what elements say of each other."""
    there = _MEANS_NOTHING.union(page.ids)
    prefix = f"{page.path}#"
    others = {each[len(prefix) :] for each in page.targets if each.startswith(prefix)}
    refers = {name for mark in page.marks for name in mark.refers}
    if {unquote(each) for each in page.own} | others | refers <= there:
        return
    for number, each in enumerate(page.tags):
        if each.traits is None or each.kind == CLOSES:
            continue
        names = [unquote(held.url[1:]) for held in each.traits.addresses if held.url.startswith("#")]
        for name in (*names, *each.traits.refers):
            if name not in there:
                quoted = f"#{name}" if name in names else page.token(number)
                yield no_such_spot(name, there), page.offset(number), (quoted,)
    for name in sorted(others - there):
        yield no_such_spot(name, there), 0, (f"#{name}",)


def no_such_spot(name: str, there: Iterable[str], page: str = "") -> Diagnostic:
    """Z002: `page` (an address, or "" for the page itself) has no spot of that name."""
    near = nearest(name, sorted(set(there) - _MEANS_NOTHING))
    return error(
        "Z002",
        NOWHERE,
        message("the link leads to {target}, and the page has no such spot", target=f"{page}#{name}"),
        did_you_mean(near and f"{page}#{near}", MEND_LINK),
    )


def head_is_whole(page: Page) -> Iterator[Fault]:
    """Z007: doctype, language, title and character set."""
    if not page.tags or page.tags[0].name != "!doctype" or page.parts[0].strip():
        yield _lacks(message("the line `<!doctype html>` at its beginning")), 0, ()
    languages = [mark.tag.attributes.get("lang", "") for mark in page.named("html")]
    if len(languages) != 1 or not _LANGUAGE.fullmatch(languages[0]):
        yield _lacks(message("a language (`lang`)")), 0, ()
    early = next((number for number, tag in enumerate(page.tags) if tag[:2] == (CLOSES, "head")), 0)
    titles = [mark.number for mark in page.named("title") if mark.number < early]
    if len(titles) != 1 or not "".join(page.texts(titles[0], page.end(titles[0]))).strip():
        yield _lacks(message("a title")), 0, ()
    sets = [mark for mark in page.named("meta") if "charset" in mark.tag.attributes]
    if len(sets) != 1 or sets[0].tag.attributes["charset"].lower() != "utf-8" or sets[0].number > _EARLY:
        yield _lacks(message('its character set (`<meta charset="utf-8">`)')), 0, ()


def _lacks(what: Message) -> Diagnostic:
    return error(
        "Z007",
        NOWHERE,
        message("the page lacks {what}", what=what),
        PUT_BACK,
    )


def headings_go_down_by_steps(page: Page) -> Iterator[Fault]:
    """Z008: one of the first level, and no level left out: screen readers list and number them."""
    marks = page.named(*_HEADINGS)
    first = [each.number for each in marks if each.tag.name == "h1"]
    if len(first) != 1:
        what = message("the page has {count} headings of the first level (h1) and needs one", count=len(first))
        yield _heading(what), page.offset(first[1]) if first else 0, (page.token(first[1]),) if first else ()
    for before, after in pairwise(marks):
        if after.tag.name[1] > chr(ord(before.tag.name[1]) + 1):
            words = "".join(page.texts(after.number, page.end(after.number))).strip()
            what = message("after {before} comes {after}", before=before.tag.name, after=after.tag.name)
            yield _heading(what), page.offset(after.number), (words,)
    for number in first:
        if not "".join(page.texts(number, page.end(number))).strip():
            yield _heading(message("a heading without words")), page.offset(number), (page.token(number),)


def _heading(what: Message) -> Diagnostic:
    return error("Z008", NOWHERE, what, message("In hand-written pages write `#` once, then `##`, then `###`."))


def nothing_is_left_unfilled(page: Page) -> Iterator[Fault]:
    """Z010: words of templates are no text."""
    if not page.unfilled:  # looked for first: it is much faster
        return
    for found in _LEFT.finditer(page.text):
        if _SHOWN_AS_IS.isdisjoint(page.around(found.start())):
            yield _unfilled(found[0]), found.start(), (found[0],)


def _unfilled(word: str) -> Diagnostic:
    """A word of the frame is its own mistake; others may stand in a text that somebody else wrote."""
    what = message("a word of a template was left as it is: {what}", what=word)
    hint = message("Delete it, or put it between signs ` if the text is about it.")
    return error("Z010", NOWHERE, what, hint) if word.startswith("hole") else warning("Z010", NOWHERE, what, hint)


def something_can_be_read(page: Page) -> Iterator[Fault]:
    """Z011: a page says something below its heading."""
    begins = [mark.number for mark in (*page.named("main")[:1], *page.named("h1")[:1])]
    for number in range(_below(page, begins[-1]), len(page.tags)) if begins else ():
        if page.tags[number][:2] == (CLOSES, "main"):
            break
        if page.parts[2 * number + 2].strip(_BLANK):
            return
    yield empty(), 0, ()


def _below(page: Page, number: int) -> int:
    return number if page.tags[number].name == "main" else page.end(number)


def empty() -> Diagnostic:
    """Z011: nothing in it."""
    return error("Z011", NOWHERE, message("there is nothing in it"), message("Write its text, or delete it."))


PAGE_RULES: tuple[Callable[[Page], Iterator[Fault]], ...] = (
    no_stray_sign,
    ids_are_unique,
    own_fragments_are_there,
    head_is_whole,
    headings_go_down_by_steps,
    nothing_is_left_unfilled,
    something_can_be_read,
)
