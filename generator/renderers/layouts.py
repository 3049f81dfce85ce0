"""Texts of a kind of article in the layout that this kind has."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import Markup

_HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>', re.DOTALL)
# What readers see tells machines what asks and what answers (HTML microdata): so the text stands there once.
_TYPE = 'itemscope itemtype="https://schema.org/{}"'
_PAGE = f'<div class="prose" {_TYPE.format("FAQPage")}>'
_QUESTION = f'<section itemprop="mainEntity" {_TYPE.format("Question")}><h2 id="%s" itemprop="name">%s</h2>'
_ANSWER = f'<div itemprop="acceptedAnswer" {_TYPE.format("Answer")}><div class="flow" itemprop="text">%s</div></div>'

_QUOTE = re.compile(  # one with no other inside
    r"<blockquote>\n?((?:(?!<blockquote>).)*?)(?:<p>\s*[—–-]\s*([^\n]*?)</p>\n?)?</blockquote>", re.DOTALL
)


class Question(NamedTuple):
    """A question of a text and the anchor it stands at."""

    anchor: str
    words: str


class LaidOut(NamedTuple):
    """A text in its layout, and the questions it answers."""

    html: Markup
    questions: tuple[Question, ...] = ()


def laid_out(html: str, layout: str | None) -> LaidOut:
    """The text of an article, as HTML that is clean already, in the layout of its kind."""
    if layout == "script":
        html = f'<div class="script prose">{html}</div>'
    elif layout == "portrait":
        html = _QUOTE.sub(_with_speaker, html)
    elif layout == "questions":
        return _with_questions(html)
    return LaidOut(Markup(html))  # noqa: S704  # clean


def _with_speaker(found: re.Match[str]) -> str:
    """What is quoted, and below it who said it, where the last line begins with a dash."""
    said, who = found.groups()
    caption = f'<figcaption class="meta">— {who}</figcaption>' if who else ""
    return f'<figure class="said"><blockquote>{said}</blockquote>{caption}</figure>'


def _with_questions(html: str) -> LaidOut:
    """Each heading that asks becomes a question, what follows it is the answer; other parts stay as they are."""
    begin, *pieces = _HEADING.split(html)
    made = [begin, _PAGE]
    questions = []
    for anchor, heading, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        if heading.endswith("?"):
            questions.append(Question(anchor, Markup(heading).striptags()))  # noqa: S704
            made.append(f"{_QUESTION % (anchor, heading)}{_ANSWER % text}</section>")
        else:
            made.append(f'<section><h2 id="{anchor}">{heading}</h2>{text}</section>')
    whole = "".join([*made, "</div>"]) if questions else html
    return LaidOut(Markup(whole), tuple(questions))  # noqa: S704
