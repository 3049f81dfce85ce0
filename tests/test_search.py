"""Search in a real browser: the list of queries, what is fetched and when, and the way without a script."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from bench.corpus import corpus
from bench.peers.ours import Ours
from bench.search import Query, ask_for_texts, misses, queries, ready, squeezed, typed
from generator.model.vietnamese import fold
from tests.conftest import ROOT, copied
from tests.site import OF_2020, publish, serve

pytestmark = pytest.mark.browser

ARTICLES = 100  # of the corpus, spread over ten years
ALPHABET = ("0-9", *"AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY")
SCRIPTS = ROOT / "theme_overrides/assets/js"


@pytest.fixture(scope="module")
def tree(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's site with some articles and places of the benchmark among its own."""
    root = copied(project, tmp_path_factory.mktemp("search") / "project")
    Ours().write(root, corpus(ROOT, ARTICLES))
    publish(root)
    return (root / "site").resolve()


@pytest.fixture(scope="module")
def base(tree: Path) -> Iterator[str]:
    """That site, served on loopback."""
    with serve(tree) as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page as wide as a small phone; nothing may go wrong in it."""
    page = browser.new_page(viewport={"width": 320, "height": 700})
    trouble: list[str] = []
    page.on("pageerror", lambda problem: trouble.append(str(problem)))
    page.on("console", lambda line: trouble.append(line.text))
    yield page
    page.close()
    assert not trouble


def test_the_list_has_what_it_says() -> None:
    """Enough of every kind; rows of kind `nfd` are decomposed, all others composed."""
    count = {kind: sum(each.kind == kind for each in queries()) for kind in {each.kind for each in queries()}}
    wanted = {"without-marks": 15, "old-place": 10, "synonym": 10, "nfd": 5, "typo": 5, "none": 5}
    assert all(count[kind] >= least for kind, least in wanted.items()), count
    assert all(unicodedata.is_normalized("NFC", each.typed) != (each.kind == "nfd") for each in queries())
    assert all(bool(each.expected) != (each.kind == "none") for each in queries())


def test_queries_are_answered_in_the_first_three(phone: Page, base: str) -> None:
    """Names answer while somebody types, texts too once they are asked for: at least 95 of a hundred."""
    asked = queries()
    names = [each for each in asked if each.kind != "text"]
    ready(phone, base)
    _mostly(list(misses(phone, names)), names)
    ask_for_texts(phone)
    others = [each for each in asked if each.kind in ("text", "none", "without-marks", "old-place")]
    _mostly(list(misses(phone, others)), others)


def test_the_english_edition_answers_in_english(phone: Page, base: str) -> None:
    """With its own names, words and texts; it fetches nothing of the Vietnamese ones but the names of places."""
    asked = queries("queries_en")
    requests = _requests(phone)
    ready(phone, f"{base}en/")
    names = [each for each in asked if each.kind != "text"]
    _mostly(list(misses(phone, names)), names)
    ask_for_texts(phone)
    _mostly(list(misses(phone, asked)), asked)
    assert _files(requests) == {"en/tim/ten.json", "noi-giup-do/dia-danh.json", "en/tim/bai/2026.json"}
    typed(phone, "methadone in hanoi")
    answer = phone.locator("[data-found] a").first
    expect(answer).to_have_attribute("href", f"{base}en/noi-giup-do/#can=dieu-tri-methadone&noi=ha-noi")
    expect(answer.locator("[lang=vi]")).to_have_text("Thành phố Hà Nội")


def test_a_need_that_nobody_translated_is_read_out_in_vietnamese(phone: Page, base: str, tree: Path) -> None:
    """Alone and with a place: an office may have kinds of help of its own."""
    made = json.loads((tree / "en/tim/ten.json").read_text(encoding="utf-8"))
    need = next(each for each in made["kinds"][0][3] if each[1] == "dieu-tri-methadone")
    need[0] = ["Điều trị Methadone", "vi"]
    made["needs"] = {"Điều trị Methadone": need[1]}
    phone.route("**/en/tim/ten.json", lambda route: route.fulfill(json=made))
    ready(phone, f"{base}en/")
    typed(phone, "dieu tri methadone ha noi")
    answer = phone.locator("[data-found] a").first
    expect(answer.locator("[lang=vi]")).to_have_text(["Điều trị Methadone", "Thành phố Hà Nội"])
    typed(phone, "dieu tri methadone")
    expect(phone.locator("[data-found] a [lang=vi]").first).to_have_text("Điều trị Methadone")


def _mostly(wrong: list[tuple[Query, list[str]]], asked: list[Query] | tuple[Query, ...]) -> None:
    assert len(wrong) <= 0.05 * len(asked), wrong


def test_nothing_is_fetched_before_the_first_letter(phone: Page, base: str, tree: Path) -> None:
    """Then the names are, once; the texts when they are asked for."""
    asked = _requests(phone)
    phone.goto(f"{base}tim/", wait_until="networkidle")
    phone.locator("[data-search] input").focus()
    assert not [each for each in asked if each.endswith(".json")]
    ready(phone, base)
    assert _files(asked) == {"tim/ten.json", "noi-giup-do/dia-danh.json"}
    typed(phone, "hoc nghe")
    assert _files(asked) == {"tim/ten.json", "noi-giup-do/dia-danh.json"}
    ask_for_texts(phone)
    assert _files(asked) - {"tim/ten.json", "noi-giup-do/dia-danh.json"} == {
        f"tim/bai/{pack}.json" for pack in _groups(tree)[0][2:]
    }


def test_requests_are_the_same_whatever_is_typed(browser: Browser, base: str) -> None:
    """No request depends on the words, none holds them, no address does, and nothing is stored."""
    seen = []
    for words in ("xet nghiem hiv quan 8", "phường Bến Nghé", "khong co gi ca"):
        context = browser.new_context()
        page = context.new_page()
        asked = _requests(page)
        page.goto(f"{base}tim/")
        page.locator("[data-search] input").fill(words)
        page.locator("[data-count]:not(:empty)").wait_for()
        ask_for_texts(page)
        page.wait_for_load_state("networkidle")
        seen.append(set(asked))
        assert len(_files(asked)) == sum(each.endswith(".json") for each in asked)  # each once
        assert page.url == f"{base}tim/"
        assert context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        context.close()
    assert all(each == seen[0] for each in seen)
    assert not [each for each in seen[0] if "?" in each]


def test_a_slip_is_corrected_and_the_words_can_be_taken(phone: Page, base: str) -> None:
    """The suggestion is written with its marks; a press puts it into the field."""
    ready(phone, base)
    typed(phone, "noi tam lamh")
    expect(phone.locator("[data-instead]")).to_have_text("nơi tạm lánh")
    phone.locator("[data-instead]").click()
    expect(phone.locator("#tim-gi")).to_have_value("nơi tạm lánh")
    expect(phone.locator("[data-correction]")).to_be_hidden()


def test_without_an_answer_there_is_somebody_to_call(phone: Page, base: str) -> None:
    """What was found is read out; where nothing is, numbers and the contents are offered."""
    ready(phone, base)
    typed(phone, "giá vàng hôm nay")
    expect(phone.locator("[data-none] a[href='tel:111']")).to_be_visible()
    expect(phone.get_by_role("status")).to_have_text("Chưa tìm thấy gì với những từ này.")
    expect(phone.locator("main a[href$='tim/a-z/'], main a[href='a-z/']").first).to_be_visible()
    typed(phone, "nơi tạm lánh")
    expect(phone.get_by_role("status")).to_contain_text("kết quả")
    expect(phone.locator("[data-none]")).to_be_hidden()


def test_no_word_to_avoid_is_ever_shown(phone: Page, base: str) -> None:
    """Somebody who types “con nghiện” or “si đa” gets help, in words that respect people."""
    ready(phone, base)
    with (ROOT / "data/synonyms.csv").open(newline="") as rows:
        harsh = [row["typed"] for row in csv.DictReader(rows) if "data/terms.csv" in row["source"]]
    assert len(harsh) > 5
    for word in harsh:
        assert typed(phone, word), word
        shown = f" {fold(phone.locator('.search__found').inner_text())} "
        assert word == "nghiện" or f" {fold(word)} " not in shown, word


def test_the_way_back_and_the_way_out(phone: Page, base: str) -> None:
    """Back from an answer the words are there; a new visit begins empty; Esc three times leaves."""
    ready(phone, base)
    phone.locator("#tim-gi").fill("nơi tạm lánh")
    phone.locator("[data-found] a").first.click()
    phone.wait_for_url("**/noi-tam-lanh/")
    phone.go_back()
    expect(phone.locator("[data-found] a").first).to_have_text("Nơi tạm lánh")
    phone.goto(f"{base}tim/")
    expect(phone.locator("#tim-gi")).to_have_value("")
    phone.route("**/*google*/**", lambda route: route.fulfill(body="elsewhere"))
    for _ in range(3):
        phone.keyboard.press("Escape")
    phone.wait_for_url("https://www.google.com.vn/")


def test_words_that_open_nothing_leave_nothing(phone: Page, base: str) -> None:
    """Browsers write the state of a tab on the disk and open closed tabs again: only an opened answer is in it."""
    ready(phone, base)
    phone.locator("#tim-gi").fill("nơi tạm lánh")
    expect(phone.locator("[data-found] a").first).to_be_visible()
    phone.locator("[data-found] .meta").first.click()  # beside the answer: a touch to scroll, words to mark
    assert phone.evaluate("history.state") is None
    phone.locator("[data-found] a").first.click()
    phone.wait_for_url("**/noi-tam-lanh/")
    phone.go_back()
    assert phone.evaluate("history.state.typed") == "nơi tạm lánh"
    phone.locator("#tim-gi").fill("")
    assert phone.evaluate("history.state") is None


def test_it_fits_a_small_phone_and_works_by_keyboard(phone: Page, base: str) -> None:
    """No sideways scrolling with answers; Enter asks for texts and leads to the heading of the answers."""
    phone.goto(f"{base}tim/")
    phone.keyboard.press("Tab")
    phone.locator("#tim-gi").focus()
    phone.keyboard.type("dat nam nghieng de khong bi sac")
    phone.keyboard.press("Enter")
    expect(phone.locator("[data-count]")).to_be_focused()
    expect(phone.locator("[data-found] a").first).to_contain_text("Quá liều")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('[data-found]') !== null")


def test_a_lost_file_is_said_and_the_next_letter_asks_again(browser: Browser, base: str) -> None:
    """A phone in a tunnel: the page says what to do, and goes on when the line is back."""
    page = browser.new_page()
    lost = True  # asked at each request: to take a route away and put it back takes the browser a while
    page.route("**/tim/**.json", lambda route: route.fulfill(status=503, body="") if lost else route.continue_())
    page.goto(f"{base}tim/")
    page.locator("#tim-gi").press_sequentially("h")
    expect(page.locator("[data-count]")).to_contain_text("Chưa tải được")
    lost = False
    page.locator("#tim-gi").press_sequentially("iv")
    expect(page.locator("[data-found] a").first).to_be_visible()
    lost = True
    page.keyboard.press("Enter")
    expect(page.locator("[data-count]")).to_contain_text("Chưa tải được")
    page.close()


def test_a_second_press_asks_for_nothing_more(browser: Browser, base: str, tree: Path) -> None:
    """Who presses twice on a slow line gets each group of texts once, and leaves none out."""
    names = json.loads((tree / "tim/ten.json").read_text(encoding="utf-8"))
    names["texts"] = [[f"1/{year}", f"12/{year}", year] for _, _, *years in names["texts"] for year in years]
    page = browser.new_page()
    page.route("**/tim/ten.json", lambda route: route.fulfill(json=names))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{base}tim/")
    page.locator("#tim-gi").fill("trong nhà")
    expect(page.locator("[data-hint]")).to_be_visible()
    for (_, _, year), (first, last, _) in pairwise(names["texts"][:4]):
        asked.clear()
        page.evaluate("""() => {
            const older = document.querySelector('[data-older]'), form = document.querySelector('[role=search]');
            for (const _ of '12') older.hidden ? form.requestSubmit() : older.click();
        }""")
        expect(page.locator("[data-older]")).to_contain_text(f"từ {first} đến {last}")
        assert asked == [f"{year}.json"]
    page.close()


def test_texts_are_offered_where_there_are_some(phone: Page, base: str, tree: Path) -> None:
    """An edition in which no article is told says nothing of looking inside them."""
    ready(phone, f"{base}en/")
    typed(phone, "methadone")
    expect(phone.locator("[data-hint]")).to_be_visible()
    none = {**json.loads((tree / "en/tim/ten.json").read_text(encoding="utf-8")), "texts": []}
    phone.route("**/en/tim/ten.json", lambda route: route.fulfill(json=none))
    ready(phone, f"{base}en/")
    typed(phone, "methadone")
    expect(phone.locator("[data-hint]")).to_be_hidden()


def test_a_browser_of_2020_searches(browser: Browser, base: str) -> None:
    """What came with Safari 14.1 or Chrome 86 is not asked of a telephone."""
    page = browser.new_page()
    page.add_init_script(OF_2020)
    page.goto(f"{base}tim/")
    page.locator("#tim-gi").fill("methadone")
    expect(page.locator("[data-found] a").first).to_contain_text("Methadone")
    page.close()


def test_the_place_of_a_script_that_never_comes_is_given_up(browser: Browser, base: str) -> None:
    """It is kept free, so that nothing moves when the script comes; after some seconds the other ways move up."""
    page = browser.new_page()
    page.route("**/assets/js/search.*.js", lambda route: route.abort())
    page.goto(f"{base}tim/")
    form = page.locator("[data-search]")
    waiting = form.evaluate("each => each.getBoundingClientRect().height")
    page.evaluate("document.getAnimations().forEach(each => each.finish())")
    assert (waiting > 100, form.evaluate("each => each.getBoundingClientRect().height")) == (True, 0)
    page.close()


def test_without_a_script_the_contents_lead_everywhere(browser: Browser, base: str, tree: Path) -> None:
    """The form is not shown; every published article is on a page of its letter, in the order of the alphabet."""
    page = browser.new_page(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page.goto(f"{base}tim/")
    expect(page.locator("form[role=search]")).to_be_hidden()
    page.get_by_role("link", name="Mục lục từ A đến Z").first.click()
    letters = page.locator("main .letters a").all_inner_texts()
    assert letters == sorted(letters, key=ALPHABET.index)
    page.locator("main .letters a").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    listed = {
        urljoin(f"/{file.relative_to(tree).parent.as_posix()}/", link)
        for file in (tree / "tim/a-z").rglob("index.html")
        for link in html.parse(file).xpath("//main//*[contains(@class, 'list')]//a/@href")
    }
    articles = {f"/{file.parent.relative_to(tree).as_posix()}/" for file in tree.glob("bai-viet/*/*/*/index.html")}
    assert articles
    assert articles <= listed
    page.close()


def test_what_is_fetched_is_small(tree: Path) -> None:
    """In bytes by Brotli: names with those of places 60 KB, texts fetched together 300 KB, scripts 6 KB."""
    assert squeezed(tree / "tim/ten.json", tree / "noi-giup-do/dia-danh.json") <= 60 * 1024
    first, *others = _groups(tree)
    assert squeezed(*(tree / f"tim/bai/{pack}.json" for pack in first[2:])) <= 300 * 1024
    assert all(squeezed(*(tree / f"tim/bai/{pack}.json" for pack in group[2:])) <= 150 * 1024 for group in others)
    assert squeezed(SCRIPTS / "search.js", *(SCRIPTS / "search").glob("*.js")) <= 6 * 1024


def _requests(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def _files(asked: list[str]) -> set[str]:
    return {each.split("/", 3)[3] for each in asked if each.endswith(".json")}


def _groups(tree: Path) -> list[list[str]]:
    """Packs that are fetched together, after the months they are of."""
    found: list[list[str]] = json.loads((tree / "tim/ten.json").read_bytes())["texts"]
    return found
