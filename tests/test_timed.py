"""What pages with places say of now: open or closed, and whether a check is overdue; judged at view time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import copied
from tests.site import edit, publish, serve
from tests.test_places import add_places

pytestmark = pytest.mark.browser

LIST = "noi-giup-do/can-tho/"
DUE_SOON, LATER, UNVERIFIED, NO_HOURS = (f"Cơ sở ví dụ số {number}" for number in range(1, 5))
HOURS = "schedule:\n  hours: T2–T6 7h30–11h30, 13h30–17h\n"
PHONE = 'phones:\n  - number: "0292 3000 000"\n    line: organization\n'


def place_page(name: str) -> str:
    """The address of the page of a place."""
    return f"noi-giup-do/dia-chi/co-so-can-tho-ninh-kieu-{name[-1]}/"


@pytest.fixture(scope="module")
def base(published_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Four places: one due on 1/11/2026, one on 5/5/2027, one that no office has checked, one without hours."""
    root = copied(published_small, tmp_path_factory.mktemp("timed") / "site")
    add_places(root, 4)
    for number, more in enumerate((HOURS, HOURS, HOURS, ""), 1):
        record = root / f"data/locations/co-so-can-tho-ninh-kieu-{number}.yaml"
        record.write_text(record.read_text(encoding="utf-8") + PHONE + more, encoding="utf-8")
        on = {1: "01/05/2026", 2: "05/11/2026", 4: "05/11/2026"}.get(number)
        if on:
            edit(record, "verified:\n", f"verified:\n  on: {on}\n  every_months: 6\n")
    publish(root)
    with serve(root / "site") as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page of its own, on a phone far from Việt Nam."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, timezone_id="America/New_York")
    yield context.new_page()
    context.close()


def at(page: Page, moment: str, address: str) -> None:
    """Open a page at a moment of Việt Nam."""
    page.clock.set_fixed_time(f"{moment}:00+07:00")
    page.goto(address, wait_until="networkidle")


def card(page: Page, name: str) -> Locator:
    """The card of a place in a list."""
    return page.locator(".place", has=page.get_by_role("link", name=name, exact=True))


@pytest.mark.parametrize(
    ("moment", "words", "look"),
    [
        ("2026-11-25T08:00", "Đang mở đến 11h30", "opening tag tag--ok"),
        ("2026-11-25T12:00", "Nghỉ trưa, mở lại 13h30", "opening tag"),
        ("2026-11-27T18:00", "Đang nghỉ · mở thứ 2 7h30", "opening tag"),
        ("2026-09-02T09:00", "Đang nghỉ · mở ngày mai 7h30", "opening tag"),
        ("2026-11-24T09:00", "Có thể là ngày nghỉ · gọi trước khi đến", "opening tag tag--check"),
        ("2031-03-03T09:00", "Chưa có lịch nghỉ năm nay · gọi trước khi đến", "opening tag tag--check"),
    ],
    ids=["open", "lunch", "closed", "holiday", "unsure", "no-table"],
)
def test_lists_and_pages_say_whether_a_place_is_open(
    phone: Page, base: str, moment: str, words: str, look: str
) -> None:
    """By the clock of Việt Nam, in words, with an icon; nobody else is asked."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    for address, place in ((LIST, card(phone, LATER)), (place_page(LATER), phone.locator("main"))):
        at(phone, moment, base + address)
        line = place.locator("[data-opening]")
        expect(line).to_have_text(words)
        expect(line).to_have_class(look)
        assert line.locator("svg use").count() == 1
    assert [url for url in asked if not url.startswith(base)] == []
    assert phone.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00"


@pytest.mark.parametrize("address", [LIST, place_page(LATER), "noi-giup-do/#noi=can-tho"])
def test_who_comes_back_to_a_page_reads_what_holds_now(phone: Page, base: str, address: str) -> None:
    """Telephones keep a page open for days: what was open in the morning is not open at night."""
    at(phone, "2026-11-25T08:00", base + address)
    line = phone.locator("main .opening:visible").first
    expect(line).to_have_text("Đang mở đến 11h30")
    phone.clock.set_fixed_time("2026-11-25T18:00:00+07:00")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(line).to_have_text("Đang nghỉ · mở ngày mai 7h30")
    assert line.locator("svg").count() == 1


def test_who_comes_back_from_a_call_finds_the_finder_as_it_was(phone: Page, base: str) -> None:
    """The same link has the focus at the same place; what is typed stays too."""
    at(phone, "2026-11-25T08:00", base + "noi-giup-do/#noi=can-tho")
    call = phone.locator('.place a[href^="tel:"]').last
    call.focus()
    before = phone.evaluate("scrollY")
    assert before
    phone.clock.set_fixed_time("2026-11-25T18:00:00+07:00")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.locator(".opening").first).to_contain_text("Đang nghỉ")
    expect(call).to_be_focused()
    assert phone.evaluate("scrollY") == before
    phone.locator("#o-dau").fill("ninh")
    phone.clock.set_fixed_time("2026-11-25T18:05:00+07:00")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.locator("#o-dau")).to_have_value("ninh")


def test_who_comes_back_is_never_led_to_another_place(phone: Page, base: str) -> None:
    """Elsewhere in the answer the focus stays too; where its place is no longer in the list, it is at the count."""
    at(phone, "2026-11-25T08:00", base + "noi-giup-do/#can=dieu-tri-methadone&noi=dong-nai")
    province = phone.locator("[data-provinces] a")
    province.focus()
    phone.clock.set_fixed_time("2026-11-25T08:05:00+07:00")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(province).to_be_focused()
    at(phone, "2026-11-25T11:29", base + "noi-giup-do/#noi=can-tho&mo=1")
    phone.locator(".place a").last.focus()
    phone.clock.set_fixed_time("2026-11-25T11:31:00+07:00")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.locator("[data-count]")).to_be_focused()


@pytest.mark.parametrize("name", [UNVERIFIED, NO_HOURS])
def test_what_nobody_checked_or_knows_is_not_judged(phone: Page, base: str, name: str) -> None:
    """No word of now, in the list and on the page; the hours of the source stand there."""
    at(phone, "2026-11-25T08:00", base + LIST)
    expect(card(phone, LATER).locator("[data-opening]")).to_be_visible()
    assert not card(phone, name).locator("[data-opening]").is_visible()
    at(phone, "2026-11-25T08:00", base + place_page(name))
    assert not phone.locator("[data-opening]").is_visible()


def test_an_overdue_place_says_so_and_comes_last(phone: Page, base: str) -> None:
    """On its due day it is in order; the day after it is the last of its list and its number is no promise."""
    tag = card(phone, DUE_SOON).get_by_text("Quá hạn kiểm tra")
    call = card(phone, DUE_SOON).locator('a[href^="tel:"]')
    names = phone.locator(".place h2 a, .place h3 a")
    at(phone, "2026-11-01T23:59", base + LIST)
    assert not tag.is_visible()
    expect(call).to_have_class("btn btn--filled")
    before = names.all_inner_texts()
    assert before[0] == DUE_SOON
    at(phone, "2026-11-02T00:00", base + LIST)
    expect(tag).to_be_visible()
    expect(call).to_have_class("btn btn--outlined")
    assert names.all_inner_texts() == [*before[1:], DUE_SOON]
    expect(card(phone, LATER).locator('a[href^="tel:"]')).to_have_class("btn btn--filled")
    at(phone, "2026-11-02T00:00", base + place_page(DUE_SOON))
    expect(phone.get_by_text("Quá hạn kiểm tra")).to_be_visible()
    expect(phone.locator('.actions a[href^="tel:"]')).to_have_class("btn btn--outlined")


def test_without_scripts_hours_and_dates_stand_there(browser: Browser, base: str) -> None:
    """Absolute, so that they are true at any time; nothing is said of now."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(base + LIST)
    text = card(page, DUE_SOON).inner_text()
    for said in ("T2–T6 7h30–11h30, 13h30–17h", "01/05/2026", "01/11/2026"):
        assert said in text, said
    page.goto(base + place_page(DUE_SOON))
    for said in ("7h30–11h30", "01/05/2026", "01/11/2026"):
        assert said in page.locator("main").inner_text(), said
    assert not page.locator("[data-opening], [data-overdue]").locator("visible=true").count()
    context.close()


def test_paper_does_not_say_what_is_open_now(phone: Page, base: str) -> None:
    """Paper is read later: hours and dates, no word of now."""
    at(phone, "2026-11-25T08:00", base + place_page(LATER))
    expect(phone.locator("[data-opening]")).to_be_visible()
    phone.emulate_media(media="print")
    assert not phone.locator("[data-opening]").is_visible()
    assert phone.locator("#gio").is_visible()


def test_a_kept_page_does_not_say_what_is_open_now(phone: Page, base: str) -> None:
    """A file is read later too."""
    at(phone, "2026-11-25T08:00", base + place_page(LATER))
    expect(phone.locator("[data-opening]")).to_be_visible()
    with phone.expect_download() as kept:
        phone.locator("[data-save]").click()
    text = kept.value.path().read_text(encoding="utf-8")
    assert "Đang mở" not in text
    assert "7h30" in text
