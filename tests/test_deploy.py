"""Recipes to put a site on a server: what they run is what the program can do, and it is run as far as a test can."""

from __future__ import annotations

import os
import pwd
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import outreach
from tests.conftest import ROOT
from tests.servers import free_port, running, there
from tests.site import OUTREACH, on_path, tree

DEPLOY = ROOT / "docs/deploy"
PAGE = ROOT / "docs/huong-dan/tra-cuu-may-chu.md"
_COMMAND = re.compile(r"(?:^|[\s`/])outreach ((?:build|check|configure|publish|verify)(?: [^`&|>\n]+)?)", re.MULTILINE)
DAY = str(int(os.environ.get("SOURCE_DATE_EPOCH", "1795316400")))  # 22/11/2026 in Việt Nam


def commands() -> list[tuple[str, str]]:
    """Every command that the recipes and the page about servers name, with the file it stands in."""
    return [
        (file.name, each.strip())
        for file in (*sorted(DEPLOY.iterdir()), PAGE)
        for each in _COMMAND.findall(file.read_text(encoding="utf-8"))
    ]


def steps(job: dict[str, Any]) -> list[str]:
    """What a job types, but for installing the program from where an office keeps it."""
    typed = job["script"] if "script" in job else [each["run"] for each in job["steps"] if "run" in each]
    return [each for each in typed if not each.startswith("pip install")]


def job(file: str, name: str) -> dict[str, Any]:
    read = yaml.safe_load((DEPLOY / file).read_text(encoding="utf-8"))
    found: dict[str, Any] = read["jobs"][name] if "jobs" in read else read[name]
    return found


@pytest.fixture
def office(published_site: Path) -> Path:
    """An office's site, published the day before."""
    return published_site


def run(lines: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Type lines as a runner does: the first that fails ends it."""
    env = {**os.environ, "PATH": f"{on_path()}:{os.environ['PATH']}", "SOURCE_DATE_EPOCH": DAY}
    return subprocess.run(
        ["/bin/sh", "-e", "-c", "\n".join(lines)], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def test_every_recipe_is_offered_and_every_offer_is_there() -> None:
    """The page for administrators names each file."""
    offered = set(re.findall(r"\]\(\.\./deploy/([^)]+)\)", PAGE.read_text(encoding="utf-8")))
    assert offered == {each.name for each in DEPLOY.iterdir()}


@pytest.mark.parametrize(("file", "typed"), commands())
def test_every_command_of_a_recipe_is_one(file: str, typed: str, small_site: Path, monkeypatch: Any) -> None:
    """Name, values and options are those of the program."""
    monkeypatch.chdir(small_site)
    name, *words = shlex.split(typed.replace("…", ""))
    context = outreach.commands[name].make_context(name, words)
    assert context.params


def test_commands_were_found() -> None:
    """The expression above sees those of every recipe that runs the program."""
    assert {file for file, _ in commands()} == {
        "Containerfile", "crontab", "github-actions.yml", "gitlab-ci.yml", "nginx.conf", "outreach.service", PAGE.name,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "name"), [("gitlab-ci.yml", "pages"), ("github-actions.yml", "publish")], ids=["gitlab", "github"]
)
def test_what_is_published_is_the_release(file: str, name: str, office: Path) -> None:
    """A plain folder of files, as these hosts take it: the link is followed."""
    done = run(steps(job(file, name)), office)
    assert done.returncode == 0, done.stderr
    assert not (office / "public").is_symlink()
    assert tree(office / "public") == tree((office / "site").resolve())


@pytest.mark.parametrize(
    ("file", "name"), [("gitlab-ci.yml", "kiem-tra"), ("github-actions.yml", "check")], ids=["gitlab", "github"]
)
def test_a_mistake_fails_the_check_and_is_told(file: str, name: str, office: Path) -> None:
    """A request to merge is red with a mistake and green without; where it is, is told."""
    assert run(steps(job(file, name)), office).returncode == 0
    record = office / "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("kind: guide", "kind: khong-co"), encoding="utf-8")
    done = run(steps(job(file, name)), office)
    assert done.returncode == 1
    assert "xet-nghiem-lan-dau.yaml" in done.stdout + done.stderr
    if file.startswith("gitlab"):
        assert "xet-nghiem-lan-dau.yaml" in (office / "loi.md").read_text(encoding="utf-8")
        assert job(file, name)["artifacts"]["paths"] == ["loi.md"]
    else:
        assert "::error file=" in done.stdout


def test_the_workflows_begin_when_they_should() -> None:
    """Checks on requests to merge, publication from the main branch and every day; the least that must be allowed."""
    github = yaml.safe_load((DEPLOY / "github-actions.yml").read_text(encoding="utf-8"))
    when = github[True]  # `on` is a word for true in YAML 1.1
    assert set(when) == {"pull_request", "push", "schedule"}
    assert re.fullmatch(r"\d+ \d+ \* \* \*", when["schedule"][0]["cron"])
    assert github["permissions"] == {"contents": "read"}
    assert github["jobs"]["publish"]["if"] == "github.event_name != 'pull_request'"
    assert github["jobs"]["check"]["if"] == "github.event_name == 'pull_request'"
    uses = [each["uses"] for made in github["jobs"].values() for each in made["steps"] if "uses" in each]
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", each) for each in uses)
    gitlab = yaml.safe_load((DEPLOY / "gitlab-ci.yml").read_text(encoding="utf-8"))
    assert gitlab["pages"]["artifacts"]["paths"] == ["public"]
    assert gitlab["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert gitlab["kiem-tra"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Judged by systemd itself where it is there, with the program where it is on this machine."""
    service, timer = ConfigParser(interpolation=None), ConfigParser(interpolation=None)
    for parser, name in ((service, "outreach.service"), (timer, "outreach.timer")):
        parser.optionxform = str  # type: ignore[method-assign,assignment]  # names of systemd have capitals
        parser.read_string((DEPLOY / name).read_text(encoding="utf-8"))
    assert service["Service"]["Type"] == "oneshot"
    assert timer["Install"]["WantedBy"] == "timers.target"
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd on this machine")
    for name in ("outreach.service", "outreach.timer"):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/outreach/bin/outreach", str(OUTREACH)), encoding="utf-8")
    units = [str(tmp_path / name) for name in ("outreach.service", "outreach.timer")]
    judged = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    own = [line for line in judged.stderr.splitlines() if "outreach." in line]
    assert own == []


def test_cron_builds_without_a_word(office: Path) -> None:
    """Its line, as cron gives it to the shell; only mistakes are mailed."""
    (line,) = re.findall(r"^\*/15 \* \* \* \* trang (.*)$", (DEPLOY / "crontab").read_text(encoding="utf-8"), re.M)
    typed = line.replace("/srv/trang", shlex.quote(str(office))).replace("/opt/outreach/bin", str(on_path()))
    env = {**os.environ, "GIT_CEILING_DIRECTORIES": str(office.parent)}
    done = subprocess.run(["/bin/sh", "-c", typed], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert (office / "site/index.html").is_file()


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that a server without rights can read."""
    made = Path(tempfile.mkdtemp(prefix="container-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def test_the_container_serves_without_rights(office: Path, home: Path) -> None:
    """Its lines are run with its own settings of nginx, as the user it names; it writes below /tmp alone."""
    there("nginx")
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER www-data$", lines, re.MULTILINE)
    for copied in re.findall(r"^COPY ([\w.]+\.conf) ", lines, re.MULTILINE):
        assert (DEPLOY / copied).is_file()
    port, (srv, tmp) = free_port(), (home / "srv", home / "tmp")
    srv.mkdir()
    tmp.mkdir()
    built = [each for each in re.findall(r"^RUN (.*)$", lines, re.MULTILINE) if each.startswith("outreach")]
    assert len(built) == 2
    done = run([each.replace("/srv", str(srv)).replace("8080", f"127.0.0.1:{port}") for each in built], office)
    assert done.returncode == 0, done.stderr
    assert {each.name for each in srv.iterdir()} == {"releases", "site", "site.conf"}
    settings = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    settings = re.sub("/(srv|tmp)", lambda folder: str(home / folder[1]), settings)
    (home / "nginx.conf").write_text(settings, encoding="utf-8")
    if os.geteuid() == 0:
        owner = pwd.getpwnam("www-data")
        os.chown(tmp, owner.pw_uid, owner.pw_gid)
    (words,) = re.findall(r"^CMD (\[.*\])$", lines, re.MULTILINE)
    started = [*yaml.safe_load(words), "-c", f"{home}/nginx.conf"]
    user = {"user": "www-data", "group": "www-data", "extra_groups": []} if os.geteuid() == 0 else {}
    with running("nginx", "", port, tmp / "unused", started, user) as server:
        answer = server.ask("/")
        assert (answer.status, answer.body) == (200, (srv / "site/index.html").read_bytes())
        assert answer.headers["x-frame-options"] == "DENY"


def test_the_page_tells_how_to_reach_every_server(small_site: Path) -> None:
    """The three servers, and the folder that the settings name is the one that builds switch."""
    text = PAGE.read_text(encoding="utf-8")
    for name in ("nginx", "caddy", "apache"):
        assert f"outreach configure {name}" in text
        printed = CliRunner().invoke(outreach, ["configure", name, "--root", str(small_site)]).stdout
        assert f'"{small_site}/site"' in printed
