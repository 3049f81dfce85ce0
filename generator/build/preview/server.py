"""The preview's web server: for browsers on this machine, and for them alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial, wraps
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from generator.build.how import Tick
from generator.build.preview.events import Event, event
from generator.build.preview.live import Live, Voice
from generator.build.preview.loopback import Loopback
from generator.build.preview.watch import Watch
from generator.model.address import file_of
from generator.model.media_types import media_type

OWN = "/_preview/"
SCRIPT = b'<script src="/_preview/client.js" defer></script>\n'
HEARTBEAT = 15.0  # seconds after which a silent stream says that it is alive
_PLAIN = media_type(".txt")
_HOST = re.compile(r"(?:localhost|127\.0\.0\.1)(?::\d+)?", re.ASCII | re.IGNORECASE)


def serve(
    root: Path,
    port: int,
    today: Callable[[], date],
    voice: Voice,
    tick: Tick,
    ready: Callable[[str], None],
    extras: bool = False,
) -> None:
    """Preview the site kept in `root` on port `port` (0: any) of this machine, until interrupted.

    Builds first, into a folder of its own; `ready` is called with the address then. With `extras`, files to print and
    to share are made too. Raises InUse.
    """
    live = Live(root, today, voice, extras)
    server = _Server(port, live)
    watch = Watch(root, live.saved, server.watched)
    watch.wait()
    if not server.failure:
        live.build(tick)
    Thread(target=server.watched(live.follow), daemon=True).start()
    ready(f"{server.origin}/")
    server.serve_forever()
    if server.failure:
        raise server.failure


class _Server(Loopback):
    """Serves one preview; what fails behind it ends it."""

    def __init__(self, port: int, live: Live) -> None:
        self.failure: BaseException | None = None
        super().__init__(port, partial(_Handler, live))

    def watched(self, act: Callable[[], None]) -> Callable[[], None]:
        """`act`, whose failure ends the server: an old page must not pass for a new one."""

        @wraps(act)
        def watch() -> None:
            try:
                act()
            except BaseException as failure:
                self.failure = failure
                self.shutdown()

        return watch


class _Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body leave at once
    server_version, sys_version = "outreach", ""

    def __init__(self, live: Live, *rest: Any) -> None:
        self.live = live
        super().__init__(*rest)

    def do_GET(self) -> None:
        """Answer with a page, a file of the preview's own, or the stream of events."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):  # another site's name that leads here (DNS rebinding)
            self._answer(HTTPStatus.FORBIDDEN, b"localhost only\n", _PLAIN)
            return
        address = urlsplit(self.path)
        if address.path == f"{OWN}events":
            self._stream(self.headers.get("Last-Event-ID") or address.query.removeprefix("since="))
        elif address.path.startswith(OWN):
            self._own(address.path.removeprefix(OWN))
        else:
            self._page(unquote(address.path))

    do_HEAD = do_GET  # noqa: N815  # the name that the standard library calls

    def _page(self, address: str) -> None:
        mark = self.live.events.mark  # before the file: a change in between is told once more, never missed
        path = file_of(address)
        honest = not any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in path.split("/"))
        content = self.live.shown.read(path) if honest else None
        status = HTTPStatus.OK
        if content is None and honest and self.live.shown.read(f"{path}/index.html") is not None:
            self._answer(HTTPStatus.FOUND, b"", _PLAIN, Location=quote(f"{address}/"))
            return
        if content is None:
            status, path = HTTPStatus.NOT_FOUND, "404.html"
            content = self.live.shown.read(path) or _empty(self.live.voice)
        if path.endswith(".html"):
            head, end, tail = content.rpartition(b"</body>")
            content = head + SCRIPT + end + tail if end else content + SCRIPT
        self._answer(status, content, media_type(f"/{path}"), **{"Server-Timing": f'preview;desc="{mark}"'})

    def _own(self, name: str) -> None:
        """The script and the style of the preview, which are part of no site."""
        if name in ("client.js", "client.css"):
            self._answer(HTTPStatus.OK, Path(__file__).with_name(name).read_bytes(), media_type(name))
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"", _PLAIN)

    def _answer(self, status: HTTPStatus, content: bytes, kind: str, **headers: str) -> None:
        self._head(status, kind, **{"Content-Length": str(len(content))}, **headers)
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, kind: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",  # what is not published yet is nobody else's to embed
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self, mark: str) -> None:
        """Tell what happens from `mark` on: first what is wrong now, then each event as it comes."""
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8", Connection="close")
        if self.command == "HEAD":
            return
        events = self.live.events
        mark = mark or events.mark
        self._send([event("", "problems", self.live.problems)])
        while True:
            found = events.after(mark, HEARTBEAT)
            if found is None:  # from before this run, or too long ago
                found = [event(events.mark, "built", {"paths": None})]
            self._send(found)
            mark = found[-1].mark if found else mark

    def _send(self, events: list[Event]) -> None:
        self.wfile.write("".join(map(str, events)).encode() or b":\n\n")

    def log_message(self, *args: object) -> None:
        """Say nothing: the terminal belongs to the mistakes."""


def _empty(voice: Voice) -> bytes:
    """What is shown while nothing was ever built."""
    return (
        f'<!doctype html><html lang="{voice.language}"><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width"><meta name="color-scheme" content="light dark"><title>outreach</title>'
        f"<body><p>{escape(voice.empty)}</p></body></html>"
    ).encode()
