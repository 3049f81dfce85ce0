"""The web server behind the forms: for the one browser that was given its key, on this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from generator.build.preview.loopback import Loopback
from generator.desk.edit.form import API
from generator.desk.edit.protocol import Answer

LARGEST = 32_000_000  # bytes of a request: a picture in Base64 with some room
PATIENCE = 30  # seconds for a browser to send what it announced
_DIGITS = re.compile(r"[0-9]{1,12}")
_HERE = Path(__file__).parent
_TYPES = {".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html", ".css": "text/css"}
# Decap compiles the schema of its settings (eval), styles its parts (inline) and shows pictures it holds (blob).
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' blob: data:; font-src 'self' data:; connect-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Desk:
    """What is served: the program of others by name, settings made when a page begins, answers to what it asks.

    `locked_out` is what somebody without the key is told; `language` that of all texts.
    """

    program: Mapping[str, bytes]
    settings: Callable[[], Any]
    answer: Callable[[object], Answer]
    language: str
    title: str
    locked_out: str


def serve(port: int, desk: Desk, ready: Callable[[str], None]) -> None:
    """Serve the forms on port `port` (0: any) of this machine until interrupted; `ready` gets the address with its key.

    The key opens one time: the browser that comes with it gets a cookie for this run instead. Raises InUse.
    """
    server = _Server(port, desk)
    ready(f"{server.origin}/?key={server.key}")
    server.serve_forever()


class _Server(Loopback):
    """Holds the keys of this run, and the lock that lets one request at a time reach the records."""

    def __init__(self, port: int, desk: Desk) -> None:
        self.key: str | None = token_urlsafe(24)
        self.cookie = token_urlsafe(24)
        self.lock = Lock()
        super().__init__(port, partial(_Handler, self, desk))

    def opens(self, key: str) -> bool:
        """Whether this is the key, which opens no second time."""
        with self.lock:
            fits = self.key is not None and compare_digest(key.encode(), self.key.encode())
            self.key = None if fits else self.key
            return fits


class _Handler(BaseHTTPRequestHandler):
    """Answers the browser with the key, and tells others nothing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body leave at once
    server_version, sys_version = "outreach", ""
    timeout = PATIENCE

    def __init__(self, server: _Server, desk: Desk, *rest: Any) -> None:
        self.holder = server
        self.desk = desk
        super().__init__(*rest)

    def do_GET(self) -> None:
        """Answer with the page, a file of it, its settings; or take the key."""
        path, _mark, query = self.path.partition("?")
        key = parse_qs(query).get("key", [""])[0]
        if not self._called_rightly():
            self._refuse()
        elif path == "/" and key and (self._known() or self.holder.opens(key)):
            cookie = f"{self._cookie_name}={self.holder.cookie}; HttpOnly; SameSite=Strict; Path=/"
            self._answer(HTTPStatus.SEE_OTHER, b"", "text/plain", {"Location": "/", "Set-Cookie": cookie})
        elif not self._known():
            self._refuse()
        elif path == "/settings":
            with self.holder.lock:
                self._json(HTTPStatus.OK, self.desk.settings())
        else:
            self._file(path)

    def do_POST(self) -> None:
        """Answer what the page asks of the records."""
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        length = self.headers.get("Content-Length", "")
        self.close_connection = True  # what was refused may not have been read
        if not (self._called_rightly() and self._known() and self.headers.get_all("Origin") == [self.holder.origin]):
            self._refuse()
        elif self.path != API or kind != "application/json" or not _DIGITS.fullmatch(length):
            self._answer(HTTPStatus.BAD_REQUEST, b"", "text/plain")
        elif int(length) > LARGEST:
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b"", "text/plain")
        else:
            try:
                asked = json.loads(self.rfile.read(int(length)))
            except (ValueError, RecursionError):
                self._answer(HTTPStatus.BAD_REQUEST, b"", "text/plain")
                return
            with self.holder.lock:
                self._json(*self.desk.answer(asked))

    @property
    def _cookie_name(self) -> str:
        """Of this port: cookies are shared by all ports of a machine."""
        return f"outreach-{self.holder.server_port}"

    def _called_rightly(self) -> bool:
        """Whether the browser thinks it speaks to this address: another name may lead here too (DNS rebinding)."""
        return self.headers.get_all("Host") == [urlsplit(self.holder.origin).netloc]

    def _known(self) -> bool:
        """Whether the browser has the cookie of this run."""
        try:
            sent = SimpleCookie(self.headers.get("Cookie", "")).get(self._cookie_name)
        except CookieError:
            return False
        return sent is not None and compare_digest(sent.value.encode(), self.holder.cookie.encode())

    def _file(self, path: str) -> None:
        """A file of the page, or of the program of others; there are no more than these names."""
        own = {"/": "page.html", "/start.js": "start.js", "/page.css": "page.css"}.get(path)
        content = self.desk.program.get(path.removeprefix("/program/"))
        if own:
            content = (_HERE / own).read_bytes()
            if own == "page.html":
                for slot, text in ((b"$language", self.desk.language), (b"$title", self.desk.title)):
                    content = content.replace(slot, escape(text).encode())
        if content is None:
            self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")
        else:
            self._answer(HTTPStatus.OK, content, _TYPES[Path(own or path).suffix])

    def _refuse(self) -> None:
        self._answer(HTTPStatus.FORBIDDEN, f"{self.desk.locked_out}\n".encode(), "text/plain")

    def _json(self, status: HTTPStatus, values: Any) -> None:
        self._answer(status, json.dumps(values).encode(), "application/json")

    def _answer(self, status: HTTPStatus, content: bytes, kind: str, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        text = "" if kind == "application/wasm" else "; charset=utf-8"
        about = {"Content-Type": f"{kind}{text}", "Content-Length": str(len(content))}
        if self.close_connection:
            about["Connection"] = "close"
        for name, value in (about | _HEADERS | dict(more or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing: the address with its key is all that the terminal tells."""
