"""From saving a file to holding its new page: a client on loopback asks a system's own server until it gets it."""

from __future__ import annotations

import http.client
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from bench.measure import Command, cpu_of, running
from bench.peers.base import Peer

_PAUSE = 0.005  # seconds between two questions
_QUIET = 0.04  # share of a processor below which a server is at rest
_PATIENCE = 120.0  # seconds given to a server to come to rest
READY_LIMIT = 900.0  # seconds until a server must answer at all


class TooSlow(Exception):
    """The page did not come in the time given; what it was waited for."""


def save_to_page(peer: Peer, site: Path, first: int, repeat: int, limit: float, log: Path) -> list[float] | None:
    """Milliseconds from each of `repeat` saves to the new page; None if the system has no server to preview with."""
    port = _free_port()
    command = peer.serve(site, port)
    if command is None:
        return None
    return _measured(command, peer, site, port, range(first, first + repeat), limit, log)


def _measured(
    command: Command, peer: Peer, site: Path, port: int, edits: range, limit: float, log: Path
) -> list[float]:
    with running(command, log) as process:
        client = _Client(port)
        client.wait_for(peer.address, "", READY_LIMIT, process)
        _rest(process.pid)
        times = []
        for number in edits:
            started = time.perf_counter()
            marker = peer.edit(site, number)
            client.wait_for(peer.address, marker, limit, process)
            times.append((time.perf_counter() - started) * 1000)
            _rest(process.pid)
        return times


class _Client:
    """One connection to a server on loopback, kept open while the server lets it."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=READY_LIMIT)

    def wait_for(self, address: str, marker: str, limit: float, process: subprocess.Popen[bytes]) -> None:
        """Ask for `address` until the answer holds `marker`."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if process.poll() is not None:
                raise TooSlow(f"the server ended: {process.returncode}")
            text = self._get(address)
            if text is not None and marker.encode() in text:
                return
            time.sleep(_PAUSE)
        raise TooSlow(f"{marker or 'the first answer'} after {limit:.0f} s")

    def _get(self, address: str) -> bytes | None:
        try:
            self._connection.request("GET", quote(address))
            answer = self._connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return None
        return text if answer.status == http.client.OK else None


def _rest(leader: int) -> None:
    """Wait until the server does next to nothing, so that one save is not measured behind the work of another."""
    end = time.monotonic() + _PATIENCE
    quiet = 0
    while quiet < 2 and time.monotonic() < end:
        before = cpu_of(leader)
        time.sleep(0.5)
        quiet = quiet + 1 if cpu_of(leader) - before < _QUIET * 0.5 else 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
