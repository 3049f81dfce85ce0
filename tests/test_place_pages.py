"""Place pages in a real browser: with and without JavaScript on small phones, whom they talk to, exit, save, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Request

from tests.conftest import copied
from tests.site import publish, serve
from tests.test_places import add_places

pytestmark = pytest.mark.browser

PLACE = "noi-giup-do/dia-chi/co-so-can-tho-ninh-kieu-1/"
BARE = "noi-giup-do/dia-chi/tu-van-vi-du/"
PAGES = (
    "noi-giup-do/can-tho/",
    "noi-giup-do/can-tho/ninh-kieu/",
    "noi-giup-do/loai/dieu-tri-methadone/",
    "noi-giup-do/loai/dieu-tri-methadone/can-tho/",
    "noi-giup-do/loai/noi-tam-lanh/",
    PLACE,
    BARE,
)
EXIT = "https://example.com/"


@pytest.fixture(scope="module")
def base(published_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small site with nine places in one province, one of them verified, with a number and a point."""
    root = copied(published_small, tmp_path_factory.mktemp("places") / "site")
    add_places(root, 9)
    first = root / "data/locations/co-so-can-tho-ninh-kieu-1.yaml"
    text = first.read_text(encoding="utf-8").replace("verified:\n", "verified:\n  on: 05/11/2026\n  every_months: 6\n")
    first.write_text(text + 'phones:\n  - number: "0292 3000 000"\n    line: organization\n', encoding="utf-8")
    publish(root)
    with serve(root / "site") as address:
        yield address


def opened(browser: Browser, address: str, **options: object) -> Page:
    """A page of a context of its own; whoever else is asked gets an empty answer."""
    options = {"viewport": {"width": 360, "height": 800}, **options}
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.route(re.compile("^https://"), lambda route: route.fulfill(body="elsewhere", content_type="text/plain"))
    page.goto(address)
    return page


# Where the targets of a page are, in one answer: [text, left, right, height] of each that is shown.
BOXES = """all => all.map(el => [el.innerText, el.getBoundingClientRect()]).filter(([_, box]) => box.height)
  .map(([text, box]) => [text, box.left, box.right, box.height])"""


@pytest.mark.parametrize("scripts", [True, False], ids=["js", "no-js"])
def test_place_pages_fit_small_phones_and_ask_nobody(browser: Browser, base: str, scripts: bool) -> None:
    """At 320 and 360 px: no sideways scroll, one h1, targets of 44 px; every request goes to the site itself."""
    page = opened(browser, base, java_script_enabled=scripts, has_touch=True, is_mobile=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in PAGES:
        page.goto(base + address)
        assert page.locator("h1").count() == 1, address
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
            boxes = page.locator(".exit, main :is(.btn, summary, .prov-list a, .missing a)").evaluate_all(BOXES)
            assert boxes
            assert [box for box in boxes if box[1] < 0 or box[2] > width or box[3] < 44] == [], (address, width)
    assert [url for url in asked if not url.startswith(base)] == []
    page.context.close()


def test_call_message_and_directions_work_without_javascript(browser: Browser, base: str) -> None:
    """A filled button for a verified number, a message without receiver, three maps that learn the destination only."""
    page = opened(browser, base + PLACE, java_script_enabled=False, has_touch=True, is_mobile=True)
    call = page.locator('a.btn--filled[href^="tel:"]')
    assert call.get_attribute("href") == "tel:+842923000000"
    message = page.locator('a[href^="sms:"]')
    assert message.is_visible()
    text = unquote(message.get_attribute("href") or "").partition("body=")[2]
    assert text.startswith("Cơ sở ví dụ số 1. Số 1, đường Ví dụ, Phường Ninh Kiều, ")
    assert text.endswith("0292 3000 000")
    for button in ("share", "save", "print"):
        assert not page.locator(f"[data-{button}]").is_visible()
    page.locator(".ways summary").click()
    assert page.locator('.ways a[href^="geo:10.01,105.72?q="]').is_visible()
    for link in page.locator('.ways a[href^="https"]').all():
        assert link.get_attribute("rel") == "noreferrer noopener"
        assert link.get_attribute("referrerpolicy") == "no-referrer"
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.locator('.ways a[href*="openstreetmap"]').click()
    page.wait_for_url("https://www.openstreetmap.org/**")
    assert requests[0].url == "https://www.openstreetmap.org/directions?to=10.01%2C105.72"
    assert "referer" not in requests[0].all_headers()
    page.context.close()


def test_what_can_do_nothing_is_not_shown(browser: Browser, base: str) -> None:
    """A desk has no app for messages and geo links; a place with neither address nor number has no text to send."""
    page = opened(browser, base + PLACE, viewport={"width": 1280, "height": 800})
    assert not page.locator('a[href^="sms:"]').is_visible()
    page.locator(".ways summary").click()
    assert not page.locator('a[href^="geo:"]').is_visible()
    page.goto(base + BARE)
    assert page.locator('a[href^="sms:"], [data-share], .ways').count() == 0
    assert page.locator("[data-save]").is_visible()
    page.context.close()


def test_share_hands_on_a_short_text_or_copies_it(browser: Browser, base: str) -> None:
    """The share sheet where there is one, else the clipboard, which is told; where neither can be used, no button."""
    page = opened(browser, base)
    page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    page.goto(base + PLACE)
    page.locator("[data-share]").click()
    shared = page.evaluate("window.shared")
    assert list(shared) == ["text"]
    assert shared["text"].startswith("Cơ sở ví dụ số 1. ")
    page.context.close()
    page = opened(browser, base, permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(base + PLACE)
    page.locator("[data-share]").click()
    page.get_by_text("Đã chép").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == shared["text"]
    page.context.close()
    page = opened(browser, base)
    trouble: list[str] = []
    page.on("pageerror", lambda problem: trouble.append(str(problem)))
    page.add_init_script(
        "delete Navigator.prototype.share; Clipboard.prototype.writeText = () => Promise.reject(new Error('denied'))"
    )
    page.goto(base + PLACE)
    page.locator("[data-share]").click()
    page.locator("[data-share]").wait_for(state="hidden")  # a browser that lets no page copy
    assert trouble == []
    page.context.close()
    page = opened(browser, base, permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("""let open = false;
        const refused = () => Promise.reject(new DOMException('a sheet is open', 'InvalidStateError'));
        navigator.share = () => open ? refused() : new Promise(() => { open = true; });""")
    page.goto(base + PLACE)
    page.evaluate("navigator.clipboard.writeText('before')")
    page.locator("[data-share]").dblclick()
    page.wait_for_timeout(200)
    assert page.evaluate("navigator.clipboard.readText()") == "before"  # nothing is left there unasked
    page.context.close()
    page = opened(browser, base)
    page.add_init_script("delete Navigator.prototype.share; delete Navigator.prototype.clipboard")
    page.goto(base + PLACE)
    assert not page.locator("[data-share]").is_visible()
    page.context.close()


def test_a_page_can_be_kept_as_one_file(browser: Browser, base: str, tmp_path: Path) -> None:
    """Its name says nothing, it needs nobody, and it says what the page says; nothing is stored without a click."""
    page = opened(browser, base + PLACE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_download() as download:
        page.locator("[data-save]").click()
    assert download.value.suggested_filename == "ghi-chu.html"
    file = tmp_path / "kept.html"
    download.value.save_as(file)
    kept = html.fromstring(file.read_bytes().decode())
    assert "Cơ sở ví dụ số 1" in kept.text_content()
    assert "05/11/2026" in kept.text_content()
    assert kept.xpath("//a[starts-with(@href, 'tel:+84')]")
    assert not kept.xpath("//script | //img | //link | //svg | //*[@src] | //a[not(contains(@href, ':'))]")
    assert kept.findtext(".//title") == "ghi-chu"
    assert [url for url in asked if not url.startswith("blob:") and "/emblem." not in url] == []
    assert page.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00"
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.context.close()


@pytest.mark.parametrize("address", [PLACE, BARE])
def test_a_place_fits_on_one_sheet_of_paper(browser: Browser, base: str, address: str) -> None:
    """A4: name, what is known and the code that leads back; no menu, no exit, nothing to press."""
    page = opened(browser, base + address)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.emulate_media(media="print")
    for gone in (".menu", ".exit", ".crumbs", ".tools", ".ways", ".footer__menu"):
        assert not page.locator(gone).locator("visible=true").count(), gone
    for there in ("h1", "#gio", ".card time" if address == PLACE else ".card", ".qr img", ".qr span"):
        assert page.locator(there).first.is_visible(), there
    page.wait_for_function("document.querySelector('.qr img').naturalWidth > 0")
    page.context.close()


def test_the_code_is_not_fetched_to_read_the_page(browser: Browser, base: str) -> None:
    """It is for paper: a phone does not load it."""
    page = opened(browser, base)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base + PLACE, wait_until="networkidle")
    assert not [url for url in asked if url.endswith("qr.svg")]
    page.context.close()


@pytest.mark.parametrize("way", ["tap", "keys"])
def test_quick_exit_replaces_the_page_and_tells_nobody(browser: Browser, base: str, way: str) -> None:
    """No referrer; Back leads to the page before, as the help says; the page that was left is not in between."""
    page = opened(browser, base)
    page.goto(base + "noi-giup-do/")
    page.goto(base + PLACE)
    length = page.evaluate("history.length")
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    if way == "tap":
        page.locator(".exit").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(EXIT)
    (leaving,) = [each for each in requests if each.url == EXIT]
    assert "referer" not in leaving.all_headers()
    assert page.evaluate("document.referrer") == ""
    assert page.evaluate("history.length") == length
    page.go_back()
    assert page.url == base + "noi-giup-do/"
    page.go_back()
    assert page.url == base
    page.context.close()


def test_a_key_that_is_held_does_not_stop_the_way_out(browser: Browser, base: str) -> None:
    """Esc is also how browsers stop loading: once somebody leaves, that press must not reach them."""
    page = opened(browser, base + PLACE)
    page.unroute(re.compile("^https://"))
    page.route(EXIT, lambda route: route.fulfill(status=204))  # the page is not left yet
    page.evaluate("window.kept = []; addEventListener('keydown', event => kept.push(event.defaultPrevented))")
    for _ in range(2):
        page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.down("Escape")  # the same press, held
    assert page.evaluate("kept") == [False, False, True, True, True]
    page.context.close()


def test_two_keys_do_not_leave(browser: Browser, base: str) -> None:
    """Esc twice and another key are no wish to leave."""
    page = opened(browser, base + PLACE)
    for key in ("Escape", "Escape", "Shift", "Escape"):
        page.keyboard.press(key)
    assert page.url == base + PLACE
    assert page.locator("h1").is_visible()
    page.context.close()


def test_quick_exit_is_a_link_without_javascript(browser: Browser, base: str) -> None:
    """It leaves without a referrer; Back then leads to the page itself, and the help says so."""
    page = opened(browser, base + PLACE, java_script_enabled=False)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.locator(".exit").click()
    page.wait_for_url(EXIT)
    assert "referer" not in requests[0].all_headers()
    page.go_back()
    assert page.url == base + PLACE
    page.context.close()
