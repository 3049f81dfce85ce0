"""Real web servers on loopback, as a machine of an office has them, with settings that `outreach configure` prints."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

PROGRAMS = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}
MODULES = Path("/usr/lib/apache2/modules")
# Those of a Debian machine after `a2enmod headers rewrite ssl`; with those that could list folders.
_APACHE = (
    "mpm_event", "authz_core", "authz_host", "dir", "mime", "alias", "autoindex", "negotiation", "setenvif", "headers",
    "rewrite", "ssl", "socache_shmcb", "http2", "status",
)  # fmt: skip


class Answer(NamedTuple):
    """What came back: status, headers by name in lower case, and the body as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Server(NamedTuple):
    """A server that runs; `logs` is where it would write down what is asked."""

    name: str
    port: int
    logs: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """An answer to a path as it stands: nothing in it is tidied up first."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
            for name, value in headers.items():
                line.putheader(name.replace("_", "-"), value)
            line.endheaders()
            answer = line.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            line.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
        return port


def there(name: str) -> None:
    """Skip where a server is not installed; in CI it must be."""
    if shutil.which(PROGRAMS[name]) is None and not os.environ.get("CI"):
        pytest.skip(f"no {name} on this machine")
    assert shutil.which(PROGRAMS[name]), f"{name} is missing: `make machine-for-tests` installs it"


@contextmanager
def running(
    name: str,
    settings: str,
    port: int,
    home: Path,
    words: Sequence[str] = (),
    user: Mapping[str, Any] = MappingProxyType({}),
) -> Iterator[Server]:
    """A server with these settings, in files below `home`, until the block ends; or what `words` start, as `user`."""
    there(name)
    (home / "logs").mkdir(parents=True)
    (home / "site.conf").write_text(settings, encoding="utf-8")
    words = words or {"nginx": _nginx, "caddy": _caddy, "apache": _apache}[name](home, port)
    with (home / "logs/said").open("wb") as said:
        env = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home),
               "CADDY_ADMIN": f"unix/{home}/admin.sock"}  # fmt: skip
        server = subprocess.Popen(words, stdout=said, stderr=said, env=env, **user)
    try:
        _wait(server, port, home / "logs/said")
        yield Server(name, port, home / "logs")
    finally:
        server.terminate()
        server.wait(20)


def _wait(server: subprocess.Popen[bytes], port: int, said: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        assert server.poll() is None, said.read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise TimeoutError(said.read_text())


def _nginx(home: Path, port: int) -> list[str]:
    temporary = "".join(
        f"{each}_temp_path {home}/{each};\n" for each in ("client_body", "fastcgi", "proxy", "scgi", "uwsgi")
    )
    (home / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        f"daemon off;\nworker_processes 2;\npid {home}/pid;\nerror_log {home}/logs/error notice;\n"
        "include /etc/nginx/modules-enabled/*.conf;\nevents { }\n"
        f"http {{\naccess_log {home}/logs/access;\ninclude /etc/nginx/mime.types;\n{temporary}"
        f"include {home}/site.conf;\n}}\n"
    )
    return ["nginx", "-e", f"{home}/logs/error", "-c", f"{home}/nginx.conf"]


def _caddy(home: Path, port: int) -> list[str]:
    return ["caddy", "run", "--config", f"{home}/site.conf", "--adapter", "caddyfile"]


def _apache(home: Path, port: int) -> list[str]:
    modules = "".join(
        f"LoadModule {each}_module {MODULES}/mod_{each}.so\n"
        for each in _APACHE
        if (MODULES / f"mod_{each}.so").exists()
    )
    (home / "apache.conf").write_text(
        f"ServerRoot {home}\nPidFile {home}/pid\nServerName localhost\n{modules}"
        f"{'User www-data' if os.geteuid() == 0 else ''}\n{'Group www-data' if os.geteuid() == 0 else ''}\n"
        f"Listen 127.0.0.1:{port}\nTypesConfig /etc/mime.types\n"
        f"ErrorLog {home}/logs/error\nCustomLog {home}/logs/access combined\nLogFormat %h%r combined\n"
        "<Directory />\nOptions FollowSymLinks\nAllowOverride None\nRequire all denied\n</Directory>\n"
        f"Include {home}/site.conf\n"
    )
    return ["apache2", "-f", f"{home}/apache.conf", "-D", "FOREGROUND"]
