"""The text of another site in a page of ours: its links lead where they led there, and none of them into this site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import SplitResult, urljoin, urlsplit

from generator.gate.facts import Facts
from generator.gate.ground import address
from generator.gate.reader import Reader
from generator.model.address import nowhere
from generator.model.article import Article
from generator.model.diagnostic import Severity
from generator.model.message import Message
from generator.renderers.html import clean, safe

_TAG = re.compile(r'<(/?)(a|h[1-4])((?: [a-z-]+="[^"]*")*)>')  # as cleaned HTML is written
_HREF = re.compile(r' href="([^"]*)"')
_CUT = re.compile(r"[\t\n\r]")  # what browsers leave out of any address
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?|[0-9A-Fa-f:]+:[0-9A-Fa-f:.]*")
_PORTS = {"http": 80, "https": 443}
_TIMES = 5  # that cleaning may change a text; each time the parser sees what it left itself


class Here:
    """Where texts of others shall not lead: pages of this site come and go, and nobody there would know."""

    def __init__(self, base_url: str) -> None:
        self._base = base_url.rstrip("/")
        self._home = urlsplit(base_url)
        self._reader = Reader(base_url)

    def holds(self, url: str) -> bool:
        """Whether a whole address leads to this site, whatever lies there."""
        parts = _split(url)
        if parts is None or _host(parts) != _host(self._home):
            return False
        return f"{parts.path or '/'}/".startswith(self._home.path or "/")

    def named(self, text: str) -> str:
        """A text whose words name this site without leading there: the gate takes a whole address for a link."""
        return text.replace(f"{self._base}/", f"{self._base.partition('://')[2]}/")

    def leads(self, page: str, href: str) -> str | None:
        """Where a link on `page` leads; None for what leads into this site or nowhere."""
        try:
            url = urljoin(page, _CUT.sub("", href).strip())
        except ValueError:
            return None
        if url.startswith(("mailto:", "tel:")):
            return url
        if _split(url) is None or self.holds(url):
            return None
        # An address of ours within another one, as links to share it have, means the same when it is written so.
        return url.replace(f"{self._base}/", f"{self._base.replace('://', '%3A//')}/").replace(" ", "%20")

    def fault(self, article: Article) -> Message | None:
        """What the gate would refuse in the page of an article that was taken over, or what leads into this site."""
        facts = self._reader.facts("x/index.html", _page(article).encode())
        for found in facts.found:
            if found.fault.severity is Severity.ERROR and found.fault.code != "Z008":
                return found.fault.message
        return next(_inwards(facts), None)


def settled(html: str, page: str, here: Here) -> str:
    """HTML that stood on `page`, cleaned: whole links and headings with none inside of them, and no level left out."""
    made = html
    for _ in range(_TIMES):
        made, before = clean(made), made
        if made == before:
            break
    links: list[str] = []  # what closes those that are open; nothing for those that go
    headings: list[str] = []
    last = 0 if "<h1" in made else 1  # the level of the heading before, or that of the title of the page

    def turn(found: re.Match[str]) -> str:
        nonlocal last
        closes, name, attributes = found.groups()
        opened = links if name == "a" else headings
        if closes:
            return opened.pop() if opened else ""
        if any(opened):
            opened.append("")
            return ""
        if name != "a":
            last = min(int(name[1]), last + 1)
            name = f"h{last}"
        elif (attributes := _led(attributes, page, here)) is None:
            opened.append("")
            return ""
        opened.append(f"</{name}>")
        return f"<{name}{attributes}>"

    return clean(here.named(_TAG.sub(turn, made)))


def _led(attributes: str, page: str, here: Here) -> str | None:
    """The attributes of a link with its whole address; None for a link that leads nowhere."""
    href = _HREF.search(attributes)
    url = here.leads(page, unescape(href[1])) if href else None
    return f'{attributes[: href.start()]} href="{escape(url)}"{attributes[href.end() :]}' if href and url else None


def _page(article: Article) -> str:
    """All that others wrote in an article, as a page that has nothing else."""
    taken = article.taken
    assert taken is not None, article.id
    gone = article.withdrawn
    image = article.image
    words = [article.title, article.summary, taken.office, taken.id]
    words += [gone.why] if gone else []
    words += [image.alt, image.credit] if image else []
    links = "".join(f'<a href="{escape(each)}">.</a>' for each in (taken.url, taken.licence) if each)
    told = "".join(f"<p>{escape(each, quote=False)}</p>" for each in words)
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>.</title></head>'
        f"<body><main><h1>.</h1>{told}<p>{links}</p>{safe(article.body)}</main></body></html>"
    )


def _inwards(facts: Facts) -> Iterator[Message]:
    for target in facts.targets:
        yield nowhere(address(target)[:200])


def _split(url: str) -> SplitResult | None:
    """The parts of a web address; None for what is none."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in _PORTS and _HOST.fullmatch(parts.hostname or "") and (parts.port or 1)
    except ValueError:
        return None
    return parts if known else None


def _host(parts: SplitResult) -> tuple[str, int | None]:
    """The host of an address; the ports that are usual stand for each other."""
    port = parts.port if parts.port != _PORTS.get(parts.scheme) else None
    return (parts.hostname or "").rstrip("."), port
