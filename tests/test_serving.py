"""Real servers with the settings that `outreach configure` prints: what every answer says, and what none gives away."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, Request

from generator.model.config import SiteConfig
from generator.model.headers import FOR_EVER, Zone, zones
from generator.model.media_types import media_type
from generator.model.serving import SERVERS, Hosting, Listen
from generator.renderers.servers import settings
from generator.source.load import load
from tests.conftest import EXAMPLES
from tests.servers import Server, free_port, running
from tests.site import PAGES, command, publish

MARK = "ai-doc-trang-nay"  # asked for with every request that could be written down
TEXTS = (".html", ".css", ".js", ".json", ".xml", ".csv", ".atom", ".svg")
# A file of every zone; the first two are pages.
FILES = {
    "/": "/noi-giup-do/",
    "/assets/": "",  # whatever style sheet there is
    "/embed/": "/embed/tat-ca.html",
    "/feeds/": "/feeds/rss.xml",
    "/data/fhir/": "/data/fhir/bundle.json",
}


@pytest.fixture(scope="module")
def office() -> Iterator[Path]:
    """A published site where servers may read it, with compressed files, and with much that must not be given out."""
    home = Path(tempfile.mkdtemp(prefix="office-"))
    home.chmod(0o755)
    try:
        root = home / "site"
        shutil.copytree(EXAMPLES / "small", root)
        (root / "content/pages/giay-to").mkdir()
        for paper in ("giay-to/mau.txt", "xac-minh.txt"):  # what only lies beside hand-written pages
            (root / "content/pages" / paper).write_text("Ví dụ\n", encoding="utf-8")
        publish(root)
        release = (root / "site").resolve()
        for file in [each for each in release.rglob("*") if each.suffix in TEXTS and each.stat().st_size > 500]:
            beside = file.with_name(f"{file.name}.br"), file.with_name(f"{file.name}.gz")
            if not beside[0].exists():
                beside[0].write_bytes(brotli.compress(file.read_bytes(), quality=5))
                beside[1].write_bytes(gzip.compress(file.read_bytes(), mtime=0))
        (release / ".git").mkdir()
        (release / ".git/config").write_text("secret")
        (release / ".env").write_text("secret")
        (release / "trong").mkdir()
        (release / "trong/tep.txt").write_text("open")
        (home / "secret.txt").write_text("secret")
        (release / "thoat").symlink_to("/etc")
        if os.geteuid() == 0:  # a link of somebody else to files of the machine
            os.lchown(release / "thoat", 65534, 65534)
        yield root
    finally:
        shutil.rmtree(home)


@pytest.fixture(scope="module")
def config(office: Path) -> SiteConfig:
    return load(office)[0].config


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, office: Path) -> Iterator[Server]:
    """Each server, on what the command prints."""
    port = free_port()
    printed = command("configure", request.param, "--root", str(office), "--listen", f"127.0.0.1:{port}")
    assert printed.returncode == 0, printed.stderr
    home = Path(tempfile.mkdtemp(prefix="server-"))
    home.chmod(0o755)
    try:
        with running(request.param, printed.stdout, port, home / "it") as started:
            yield started
    finally:
        shutil.rmtree(home)


def file_of(zone: Zone, office: Path) -> str:
    release = (office / "site").resolve()
    return FILES[zone.folder] or f"/{next(release.glob('assets/css/*.css')).relative_to(release)}"


def said(zone: Zone) -> dict[str, str]:
    return {name.lower(): value for name, value in zone.headers.items()}


def test_every_answer_of_every_zone_has_its_headers(server: Server, office: Path, config: SiteConfig) -> None:
    """All of them and none of another zone: on a file, on a file that has not changed, on one that is not there."""
    pages, *_ = all_zones = zones(config)
    ours = {name for zone in all_zones for name in said(zone)}
    assert set(FILES) == {zone.folder for zone in all_zones}
    for zone in all_zones:
        path = file_of(zone, office)
        whole = server.ask(path)
        assert whole.status == 200, path
        assert {name: value for name, value in whole.headers.items() if name in ours} == said(zone), path
        known = server.ask(path, If_None_Match=whole.headers["etag"])
        told = {name: value for name, value in known.headers.items() if name in ours}
        assert (known.status, known.body) == (304, b"")
        assert told == said(zone), path
        missing = server.ask(f"{zone.folder}khong-co-{MARK}.html")
        assert missing.status == 404
        assert {name: value for name, value in missing.headers.items() if name in ours} == said(pages), zone.folder
        assert missing.body == (office / "site/404.html").read_bytes()
        assert missing.headers["content-type"] == media_type(".html")


def test_only_files_named_after_their_bytes_are_kept(server: Server, office: Path) -> None:
    """Whatever else is asked again: a number that changed is right at once."""
    release = (office / "site").resolve()
    for file in release.rglob("*.*"):
        path = f"/{file.relative_to(release)}"
        if file.is_file() and not re.search(r"/\.|\.(br|gz)$|^/thoat", path):
            kept = server.ask(path, "HEAD").headers["cache-control"]
            assert kept == (FOR_EVER if path.startswith("/assets/") else "no-cache"), path


def test_every_file_has_its_type(server: Server, office: Path) -> None:
    release = (office / "site").resolve()
    seen = set()
    for file in release.rglob("*.*"):
        path = f"/{file.relative_to(release)}"
        if file.is_file() and not re.search(r"/\.|\.(br|gz)$|^/thoat", path):
            answer = server.ask(path.removesuffix("index.html"))
            assert answer.headers["content-type"] == media_type(path), path
            assert answer.body == file.read_bytes(), path
            seen.add(media_type(path))
    assert {"application/rss+xml; charset=utf-8", "application/feed+json", "application/fhir+json"} < seen
    assert len(seen) > 12


def test_compressed_files_go_to_those_who_can_read_them(server: Server, office: Path) -> None:
    """Brotli before gzip; the type is that of the file; a cache is told that there are several."""
    for path in ("/", "/noi-giup-do/", "/feeds/rss.xml", "/embed/tat-ca.html", "/data/fhir/bundle.json"):
        file = office / f"site{path}{'index.html' if path.endswith('/') else ''}"
        assert file.with_name(f"{file.name}.br").exists(), path
        for accepted, coding in (
            ("gzip, deflate, br", "br"),
            ("gzip, deflate", "gzip"),
            ("br;q=0, gzip", "gzip"),
            ("", None),
        ):
            answer = server.ask(path, **({"Accept_Encoding": accepted} if accepted else {}))
            assert answer.headers.get("content-encoding") == coding, (path, accepted)
            unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
            assert unpack(answer.body) == file.read_bytes()
            assert answer.headers["content-type"] == media_type(f"/{file.relative_to(office / 'site')}")
            assert "accept-encoding" in answer.headers["vary"].lower(), (path, accepted)
            known = server.ask(path, If_None_Match=answer.headers["etag"], Accept_Encoding=accepted or "identity")
            assert known.status == 304


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/%2eenv",
        "/.git/",
        "/trong/",
        "/assets/",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/assets../secret.txt",
        "/..%5csecret.txt",
        "//../secret.txt",
        "/%00",
        "/data/site.yaml",
        "/../data/site.yaml",
        "/index.html/x",
    ],
)
def test_nothing_else_is_given_out(server: Server, path: str) -> None:
    """No list of a folder, no file whose name begins with a dot, nothing beside the site."""
    answer = server.ask(path)
    assert answer.status in (400, 404), path
    assert b"secret" not in answer.body
    assert b"tep.txt" not in answer.body


def test_apache_follows_no_link_out_of_a_release(server: Server) -> None:
    """A link that somebody put there. The two others cannot be told so: builds refuse links (F001)."""
    assert (server.ask("/thoat/passwd").status == 200) == (server.name != "apache")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "BREW"])
def test_there_is_nothing_but_reading(server: Server, config: SiteConfig, method: str) -> None:
    for path in ("/", "/index.html", "/assets/", "/khong-co"):
        answer = server.ask(path, method, Content_Length="0")
        assert answer.status in (405, 501), path
        policy = answer.headers.get("content-security-policy")
        assert method == "TRACE" or policy == zones(config)[0].headers["Content-Security-Policy"]
        assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize("path", ["/embed/../noi-giup-do/", "/embed/%2e%2e/noi-giup-do/", "/embed//../noi-giup-do/"])
def test_no_detour_takes_a_page_out_of_its_zone(server: Server, path: str) -> None:
    """What other sites may frame lies in `/embed/`; a page reached through that folder keeps its own headers."""
    answer = server.ask(path)
    assert answer.status in (301, 308, 400, 404) or answer.headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in answer.headers


def test_a_folder_without_its_slash_leads_on(server: Server) -> None:
    """To this site, whatever the address of the machine is; and never to another one."""
    answer = server.ask("/bai-viet")
    assert answer.status in (301, 307, 308)
    assert answer.headers["location"] in ("/bai-viet/", "bai-viet/", "https://example.org/bai-viet/")
    for path in ("//evil.example/..", "//evil.example/%2e%2e", "/%5cevil.example", "//evil.example"):
        assert not re.match(r"(https?:)?//(?!example\.org/)|/\\", server.ask(path).headers.get("location", "")), path


def test_what_is_older_after_a_rollback_is_sent(server: Server) -> None:
    """A reader that knows times alone holds the newer file: it may not be told that nothing has changed."""
    now = format_datetime(datetime.now(UTC), usegmt=True)
    for path in ("/feeds/rss.xml", "/data/noi-giup-do.csv", "/"):
        assert server.ask(path, If_Modified_Since=now).status == 200, path


def test_head_and_parts_of_files(server: Server, office: Path) -> None:
    whole = (office / "site/index.html").read_bytes()
    head = server.ask("/", "HEAD")
    assert (head.status, head.body, int(head.headers["content-length"])) == (200, b"", len(whole))
    part = server.ask("/", Range="bytes=10-19")
    assert (part.status, part.body) == (206, whole[10:20])


def test_nobody_writes_down_who_reads_what(server: Server) -> None:
    """Neither what was found, nor what was not, nor what failed; and no version of the server is told."""
    for path in (f"/?{MARK}", f"/khong-co/{MARK}", f"/.{MARK}", f"/%00{MARK}", f"/bai-viet?{MARK}", f"/{MARK}" * 900):
        server.ask(path, User_Agent=MARK, Referer=f"https://{MARK}.example/")
    server.ask(f"/{MARK}", "POST", Content_Length="0")
    written = b"".join(each.read_bytes() for each in server.logs.iterdir())
    assert MARK.encode() not in written
    assert b"client" not in written
    assert b"remote" not in written
    assert not re.search(r"\d", server.ask("/").headers.get("server", ""))


@pytest.mark.parametrize("name", SERVERS)
def test_a_site_below_a_folder_of_its_domain(name: str, office: Path, config: SiteConfig) -> None:
    """Every address begins with that folder, and what stands beside it is not the site's."""
    below = config.model_copy(update={"base_url": "https://example.org/suc-khoe/"})
    port = free_port()
    home = Path(tempfile.mkdtemp(prefix="server-"))
    home.chmod(0o755)
    try:
        text = settings(name, below, Hosting(str(office / "site"), listen=Listen("127.0.0.1", port)), "vi")
        with running(name, text, port, home / "it") as server:
            for zone in zones(below):
                path = f"/suc-khoe{file_of(zone, office)}"
                answer = server.ask(path, Accept_Encoding="br")
                assert answer.status == 200, path
                assert said(zone).items() <= answer.headers.items(), path
                if zone.types:
                    assert answer.headers["content-type"] in zone.types.values()
            assert server.ask("/suc-khoe/", Accept_Encoding="br").headers["content-encoding"] == "br"
            assert server.ask("/suc-khoe/khong-co").body == (office / "site/404.html").read_bytes()
            assert server.ask("/suc-khoe").headers["location"].endswith("/suc-khoe/")
            assert server.ask("/suc-khoe/bai-viet").headers["location"].endswith("/suc-khoe/bai-viet/")
            for path in ("/", "/index.html", "/suc-khoe/.env", "/suc-khoe../secret.txt", "/noi-giup-do/"):
                assert server.ask(path).status == 404, path
    finally:
        shutil.rmtree(home)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as certbot makes it, of a certificate that nobody vouches for."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.mark.parametrize("name", SERVERS)
def test_plain_http_only_leads_to_https(name: str, office: Path, config: SiteConfig, certificate: Path) -> None:
    """As it is printed for a machine of its own, but for the ports; HSTS is said where it counts (RFC 6797)."""
    plain, secure = free_port(), free_port()
    here = config.model_copy(update={"base_url": f"https://localhost:{secure}/"})
    text = settings(name, here, Hosting(str(office / "site"), str(certificate)), "vi")
    if name == "nginx":
        text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
        text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    elif name == "apache":
        text = text.replace("*:80>", f"*:{plain}>") + f"Listen 127.0.0.1:{secure}\n"
    else:
        text = text.replace("{\n", f"{{\n\thttp_port {plain}\n\tskip_install_trust\n", 1)
    home = Path(tempfile.mkdtemp(prefix="server-"))
    home.chmod(0o755)
    try:
        with running(name, text, plain, home / "it") as server:
            led = server.ask(f"/bai-viet/?{MARK}", Host="localhost")
            assert led.status in (301, 308)
            assert led.headers["location"] == f"https://localhost:{secure}/bai-viet/?{MARK}"
            assert "strict-transport-security" not in led.headers
            assert MARK.encode() not in b"".join(each.read_bytes() for each in server.logs.iterdir())
            trust = ssl.create_default_context(cafile=str(certificate / "fullchain.pem"))
            line = http.client.HTTPSConnection("localhost", secure, context=trust, timeout=20)
            line.request("GET", "/")
            answer = line.getresponse()
            assert (answer.status, answer.read()) == (200, (office / "site/index.html").read_bytes())
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
            line.close()
            old = ssl.create_default_context(cafile=str(certificate / "fullchain.pem"))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # that is what is tried
                old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
            with pytest.raises(OSError), socket.create_connection(("localhost", secure), 20) as bare:  # noqa: PT011
                old.wrap_socket(bare, server_hostname="localhost").close()
    finally:
        shutil.rmtree(home)


BROKEN = (
    "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + e.blockedURI))"
)


@pytest.mark.browser
def test_pages_work_under_the_policy_that_is_sent(browser: Browser, project: Path, tmp_path: Path) -> None:
    """Every kind of page, served as an office serves it: nothing is refused, nothing goes wrong."""
    port = free_port()
    printed = command("configure", "nginx", "--root", str(project), "--listen", f"127.0.0.1:{port}").stdout
    with running("nginx", printed, port, tmp_path / "it") as server:
        context = browser.new_context(viewport={"width": 390, "height": 800})
        context.add_init_script(BROKEN)
        page = context.new_page()
        wrong: list[str] = []

        def failed(request: Request) -> None:
            if request.failure != "net::ERR_ABORTED":  # the reader went on before the icon of the tab had come
                wrong.append(f"{page.url}: {request.url}")

        page.on("console", lambda said: wrong.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda problem: wrong.append(f"{page.url}: {problem}"))
        page.on("requestfailed", failed)
        for path in dict.fromkeys(PAGES):
            answer = page.goto(f"{server.url}{path}", wait_until="load")
            assert answer
            assert answer.status == 200, path
            assert "default-src 'none'" in answer.headers["content-security-policy"]
        page.goto(f"{server.url}tim/")
        page.locator("[data-search] input").fill("xét nghiệm")
        page.wait_for_function("document.querySelectorAll('[data-search] a').length > 3")
        page.goto(f"{server.url}noi-giup-do/")
        page.locator("#o-dau").fill("hoai duc")
        page.wait_for_timeout(300)
        context.close()
        assert wrong == []


def test_hosts_are_told_of_everything_once(office: Path, config: SiteConfig) -> None:
    """A pattern for every folder and file at the root, with the headers of its zone; no two fit the same file."""
    rules: dict[str, dict[str, str]] = {}
    for line in (office / "site/_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            rules[line] = last = {}
        else:
            name, _, value = line.strip().partition(": ")
            last[name] = value
    own = {zone.folder: dict(zone.headers) for zone in zones(config)}
    for there in (office / "site").resolve().iterdir():
        if there.name[0] not in "._" and there.suffix not in (".br", ".gz") and there.name not in ("thoat", "trong"):
            pattern = f"/{there.name}/*" if there.is_dir() else f"/{there.name}"
            assert rules.pop(pattern) == own.get(pattern.removesuffix("*"), own["/"])
    assert rules.pop("/kept.json") == own["/"], "it is there after the first change of an asset"
    assert rules == {"/": own["/"]}
    moved = (office / "site/_redirects").read_text(encoding="utf-8").splitlines()
    assert moved == ["/van-ban/ten-cu-vi-du/ /van-ban/ke-hoach-vi-du/ 301"]
    assert all((office / f"site{line.split()[0]}index.html").is_file() for line in moved), "for all other servers"
