"""A web server for browsers on this machine, and for them alone."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

LOOPBACK = "127.0.0.1"


class InUse(Exception):
    """Another program listens on the port."""


class Loopback(ThreadingHTTPServer):
    """Listens on a port of this machine (0: any) from the start, answers once it serves. Raises InUse."""

    request_queue_size = 64

    def __init__(self, port: int, handler: Callable[..., BaseHTTPRequestHandler]) -> None:
        try:
            super().__init__((LOOPBACK, port), handler)
        except OSError as problem:
            if problem.errno in (errno.EADDRINUSE, errno.EACCES):
                raise InUse from problem
            raise

    @property
    def origin(self) -> str:
        """Its address as browsers name where a page comes from (RFC 6454)."""
        return f"http://{LOOPBACK}:{self.server_port}"

    def server_bind(self) -> None:
        """Bind without asking a name server who we are."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)
