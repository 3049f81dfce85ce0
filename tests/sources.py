"""A server on loopback that answers as sources of feeds do, good and bad ones."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Handler = http.server.BaseHTTPRequestHandler
Answer = Callable[[Handler], None]


@dataclass
class Source:
    """What each path answers, and what was asked so far."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def offers(self, path: str, content: bytes, kind: str = "application/feed+json", **headers: str) -> str:
        """Answer `path` with a file; its address."""
        self.answers[path] = sends(content, kind, headers)
        return self.address + path[1:]

    def does(self, path: str, answer: Answer) -> str:
        """Answer `path` in a way of its own; its address."""
        self.answers[path] = answer
        return self.address + path[1:]


def sends(content: bytes, kind: str, headers: dict[str, str], status: int = 200) -> Answer:
    """Send a whole file; 304 to who has it already."""

    def answer(request: Handler) -> None:
        known = headers.get("ETag")
        if known and request.headers.get("If-None-Match") == known:
            request.send_response(304)
            request.end_headers()
            return
        request.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(content)

    return answer


@contextmanager
def source() -> Iterator[Source]:
    """A source that answers 404 until it is told what to answer."""
    made = Source("")

    class Answering(Handler):
        def do_GET(self) -> None:  # noqa: N802  # the name the library calls
            made.asked.append((self.path, dict(self.headers)))
            answer = made.answers.get(self.path)
            try:
                if answer:
                    answer(self)
                else:
                    self.send_error(404)
            except ConnectionError:
                self.close_connection = True  # who asked has gone

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        made.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield made
        server.shutdown()
