"""Origins on loopback: servers that answer as told, with headers, and remember who asked for what."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from mimetypes import guess_type
from pathlib import Path
from typing import NamedTuple


class Answer(NamedTuple):
    """What a server says to one request."""

    content: bytes
    type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = {}
    status: int = 200


class Asked(NamedTuple):
    """A request: its path and headers, names in lower case."""

    path: str
    headers: Mapping[str, str]


class Origin(NamedTuple):
    """A server: its address, ending in a slash, and what it was asked."""

    url: str
    asked: list[Asked]

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [each.path for each in self.asked]


@contextmanager
def origin(answer: Callable[[str, str], Answer | None], host: str = "127.0.0.1") -> Iterator[Origin]:
    """A server whose answer to a path is `answer(path, its own address)`; None is "not found"."""
    asked: list[Asked] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
            found = answer(self.path, url) or Answer(b"not found", "text/plain", status=404)
            self.send_response(found.status)
            for name, value in {"Content-Type": found.type, "Content-Length": str(len(found.content))}.items():
                self.send_header(name, value)
            for name, value in found.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found.content)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """A browser that went away is no error."""

    with Server(("127.0.0.1", 0), Handler) as server:
        url = f"http://{host}:{server.server_port}/"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield Origin(url, asked)
        server.shutdown()


def published(folder: Path, headers: Callable[[str, str], Mapping[str, str]]) -> Callable[[str, str], Answer | None]:
    """Answers with the files of `folder`, and with `headers` for a path and the server's own address."""

    def answer(path: str, url: str) -> Answer | None:
        bare = path.partition("?")[0]
        file = folder / (bare[1:] + ("index.html" if bare.endswith("/") else ""))
        if not file.is_file():
            return None
        kind = guess_type(file.name)[0] or "application/octet-stream"
        return Answer(
            file.read_bytes(), f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, headers(path, url)
        )

    return answer
