"""`python -m tests.load [SWITCHES [REQUESTS]]`: nginx is asked without a pause while releases are switched.

wrk asks for any file in any coding and counts answers that are not 200, and connections that failed. Beside it a reader
asks for pages and compares: every body is that of the release before or after the switch, and what a page loads is
still there, unchanged, three switches later.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import urljoin

import click

from generator.model.serving import Hosting, Listen
from generator.renderers.servers import settings
from generator.source.load import load
from tests.conftest import EXAMPLES, ROOT
from tests.servers import Server, free_port, running
from tests.site import edit, publish

SWITCHES, REQUESTS = 500, 200_000
AGES = 3  # switches that a page is old when all it loads must still be there
_ARTICLE = "content/articles/2026/10/hoi-truoc-khi-den.yaml"
_LOADED = re.compile(rb'(?:src|href)="([^"#?]*/?assets/[^"#?]+)')
_HASHED = re.compile(r"\.[0-9a-f]{8,}\.\w+$")
_CONNECTIONS = 16
_STYLES = 25  # every so many switches the style sheet is another one, and with it every page


class Result(NamedTuple):
    """What came of it. `failed` are all requests of wrk that failed; `wrong` what the reader found, in words."""

    switches: int
    requests: int
    failed: int
    seconds: float
    read: int
    followed: int
    wrong: list[str]


class Reader:
    """Somebody who reads pages meanwhile, and remembers what was published when."""

    def __init__(self, server: Server, pages: list[str]) -> None:
        self.server, self.pages = server, pages
        self.history: list[dict[str, str]] = []  # SHA-256 by path, of each release
        self.wrong: list[str] = []
        self.read = self.followed = 0
        self.ended = threading.Event()
        self._bodies: list[tuple[str, str, int, int]] = []
        self._loaded: list[tuple[int, str]] = []
        self._random = Random(0)

    def follow(self) -> None:
        """Read until it is over."""
        while not self.ended.wait(0.005):
            try:
                self._page()
                self._later()
            except OSError as problem:
                self.wrong.append(repr(problem))
        self._judge(whole=True)

    def _page(self) -> None:
        path = self._random.choice(self.pages)
        before = len(self.history) - 1
        answer = self.server.ask(f"/{path.removesuffix('index.html')}")
        if answer.status != 200:
            self.wrong.append(f"{path}: {answer.status}")
            return
        self.read += 1
        self._bodies.append((path, sha256(answer.body).hexdigest(), before, len(self.history)))
        if len(self._loaded) < 200:
            names = {urljoin(f"/{path}", each.decode())[1:] for each in _LOADED.findall(answer.body)}
            self._loaded += [(before, name) for name in names if name.startswith("assets/")]
        self._judge()

    def _judge(self, whole: bool = False) -> None:
        """Compare what was read with the releases that could be published then, once all of them are known."""
        known = len(self.history)
        for path, digest, before, after in self._bodies:
            if (after < known or whole) and digest not in {each.get(path) for each in self.history[before : after + 1]}:
                self.wrong.append(f"{path}: neither the old nor the new one")
        self._bodies = [] if whole else [each for each in self._bodies if each[3] >= known]

    def _later(self) -> None:
        """Ask for what pages load that are `AGES` switches old."""
        due = [each for each in self._loaded if len(self.history) - 1 >= each[0] + AGES]
        self._loaded = [each for each in self._loaded if each not in due]
        for age, path in due:
            answer = self.server.ask(f"/{path}")
            if len(self.history) > age + AGES + 1:
                continue  # too late to tell: another switch came meanwhile
            self.followed += 1
            same = sha256(answer.body).hexdigest() == self.history[age].get(path)
            if answer.status != 200 or (_HASHED.search(path) and not same):
                self.wrong.append(f"{path}: {answer.status} after {AGES} switches")


def run(home: Path, switches: int, requests: int) -> Result:
    """Switch and ask, in files below `home`, at least so often each."""
    root = home / "site"
    shutil.copytree(EXAMPLES / "small", root)
    shutil.copytree(ROOT / "theme_overrides", root / "theme_overrides", dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    style = root / "theme_overrides/assets/css/site.css"
    plain = style.read_text(encoding="utf-8")
    edit(root / _ARTICLE, '\ntitle: "', '\ntitle: "0 ')

    def release(number: int) -> dict[str, str]:
        """The next release: another title in everything that names the article; now and then another style sheet."""
        edit(root / _ARTICLE, f'\ntitle: "{max(number - 1, 0) % 3} ', f'\ntitle: "{number % 3} ')
        if number % _STYLES == 1:
            style.write_text(f"{plain}\n.load{number} {{ order: {number}; }}\n", encoding="utf-8")
        published = publish(root).published
        assert published
        listed = json.loads((published / "manifest.json").read_text(encoding="utf-8"))["files"]
        return {path: entry["sha256"] for path, entry in listed.items()}

    first, second = release(0), release(1)
    steady = sorted(first.keys() & second.keys())
    (home / "paths").write_text("".join(f"/{each.removesuffix('index.html')}\n" for each in steady))
    port = free_port()
    config = load(root)[0].config
    text = settings("nginx", config, Hosting(str(root / "site"), listen=Listen("127.0.0.1", port)), "en")
    with running("nginx", text, port, home / "nginx") as server:
        reader = Reader(server, [each for each in steady if each.endswith(".html")])
        reader.history.append(second)
        thread = threading.Thread(target=reader.follow)
        thread.start()
        words = ["wrk", f"-c{_CONNECTIONS}", "-t1", "-d10h", "-s", str(ROOT / "tests/load.wrk.lua"), server.url]
        env = {**os.environ, "LOAD_PATHS": str(home / "paths")}
        asking = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)
        started, made = time.monotonic(), 0
        try:
            for number in count(2):
                reader.history.append(release(number))
                made += 1
                if made % 50 == 0:
                    click.echo(f"{made} switches, {time.monotonic() - started:.0f} s", err=True)
                if made >= switches and (time.monotonic() - started) * _LEAST_A_SECOND >= requests:
                    break
        except KeyboardInterrupt:
            click.echo("ended early", err=True)
        finally:
            reader.ended.set()
            thread.join()
            asking.send_signal(signal.SIGINT)
            said, _ = asking.communicate(timeout=60)
    told = json.loads(said.splitlines()[-1])
    failed = sum(told[each] for each in ("connect", "read", "write", "timeout", "status"))
    return Result(made, told["requests"], failed, told["seconds"], reader.read, reader.followed, reader.wrong)


_LEAST_A_SECOND = 500  # wrk asks that often at least, also on a machine that has other work


def main() -> None:
    """Run it, and say what came of it."""
    wanted = [int(each) for each in sys.argv[1:]]
    switches, requests = (*wanted, *(SWITCHES, REQUESTS)[len(wanted) :])
    home = Path(tempfile.mkdtemp(prefix="load-"))
    home.chmod(0o755)
    try:
        result = run(home, switches, requests)
    finally:
        shutil.rmtree(home)
    click.echo(
        f"{result.switches} switches, {result.requests} requests in {result.seconds} s: {result.failed} failed; "
        f"{result.read} bodies compared, {result.followed} assets asked for {AGES} switches later: "
        f"{len(result.wrong)} wrong"
    )
    click.echo("\n".join(result.wrong[:20]))
    sys.exit(bool(result.failed or result.wrong or result.requests < requests))


if __name__ == "__main__":
    main()
