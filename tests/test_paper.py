"""Paper: what is printed can be read, dialled and scanned, and what is not sure says so or is not printed."""

from __future__ import annotations

import re
import shutil
import unicodedata
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document

from generator.build.how import How
from generator.build.pipeline import build
from generator.model.artifact import Artifact, digest
from generator.model.diagnostic import errors
from generator.model.site import Site
from generator.renderers import render
from generator.renderers.paper.carried import by_unit, carried
from generator.renderers.paper.shares import LONGEST, SIZES
from generator.renderers.paper.typeset import typeset
from tests.conftest import ROOT, TODAY
from tests.paper import boxes, codes, extras, language, tagged, text, with_press, written
from tests.site import edit, tree

LEAFLET = "tai-lieu/to-roi-vi-du/to-roi-vi-du"
CHECKED = "data/locations/phong-kham-vi-du.yaml"
_FILE = re.compile(r'(?:href|src)="([^"#?]+\.(?:pdf|docx|ssml|png|txt))"')


@pytest.fixture(scope="module")
def site() -> Site:
    """The repository's own."""
    return with_press(ROOT)


@pytest.fixture(scope="module")
def planned(site: Site) -> dict[str, Artifact]:
    return extras(site)


@pytest.fixture(scope="module")
def sheets(planned: dict[str, Artifact]) -> dict[str, bytes]:
    """Every PDF of the repository's own handouts."""
    return {path: written(each) for path, each in planned.items() if path.endswith(".pdf")}


def test_every_code_leads_to_a_page_of_the_site(site: Site, sheets: dict[str, bytes]) -> None:
    """Each is read from the rendered page, by another program than the one that wrote it."""
    pages = {each.path for each in render(site, TODAY)}
    for path, pdf in sheets.items():
        read = codes(pdf)
        assert len(read) == (8 if path.endswith("-a4.pdf") else read.count(read[0])) > 0, path
        for url in read:
            assert f"{url.removeprefix(site.config.base_url)}index.html" in pages, path


def test_every_number_of_a_record_stands_in_the_text_as_it_is_written(site: Site, sheets: dict[str, bytes]) -> None:
    """Who copies a number from the PDF gets the number; a reader and a search find it."""
    seen = 0
    for handout in site.handouts.values():
        held = {f"tai-lieu/{handout.part}/{handout.part}.pdf": carried(site, handout, TODAY)}
        held |= {f"tai-lieu/{handout.part}/{unit.id}.pdf": each for unit, each in by_unit(site, handout, TODAY)}
        for path, carries in held.items():
            if path in sheets:
                said = text(sheets[path])
                numbers = [each.number for each in carries.lines] + [
                    one for each in carries.stops for one in each.phones
                ]
                assert all(number in said for number in numbers), (path, numbers)
                seen += len(numbers)
    assert seen > 10


def test_vietnamese_can_be_read_out_of_every_sheet(site: Site, sheets: dict[str, bytes]) -> None:
    """All marks are there, in the composed form that phones type, and screen readers know language and order."""
    for handout in site.handouts.values():
        path = f"tai-lieu/{handout.part}/{handout.part}.pdf"
        if handout.kind != "script":
            said = text(sheets[path])
            assert " ".join(handout.headline) in said, path
            assert unicodedata.is_normalized("NFC", said), path
            for block in handout.blocks:
                assert " ".join(block.text.split()) in said, (path, block.title)
    assert all(tagged(pdf) and language(pdf) == "vi" for pdf in sheets.values())


def test_the_print_shop_gets_bleed_and_a_line_to_cut_along(sheets: dict[str, bytes]) -> None:
    """The trim box is the sheet; around it are 3 mm of bleed and 5 mm for the marks."""
    shop = {path: pdf for path, pdf in sheets.items() if path.endswith("-nha-in.pdf")}
    assert len(shop) == 5
    for path, pdf in shop.items():
        medium, cut = boxes(pdf)
        assert cut == boxes(sheets[path.replace("-nha-in", "")])[1], path
        assert medium == (pytest.approx(cut[0] + 16, abs=0.11), pytest.approx(cut[1] + 16, abs=0.11)), path


def test_the_front_of_what_people_carry_names_no_illness(site: Site, sheets: dict[str, bytes]) -> None:
    """A leaflet in a bag must not tell on its owner."""
    for path in ("tai-lieu/mot-canh-cua-mo/mot-canh-cua-mo.pdf", "tai-lieu/the-bo-vi/the-bo-vi.pdf"):
        front = text(sheets[path]).partition("Xét nghiệm")[0] if "mo.pdf" in path else text(sheets[path])
        assert not re.search("HIV|AIDS|ma túy|Methadone", front.partition("Tháng hành động")[0]), path


def test_a_sheet_is_the_same_bytes_whenever_it_is_made(planned: dict[str, Artifact]) -> None:
    """No clock, no machine's fonts: a file that is made again is not written again."""
    path = "tai-lieu/the-bo-vi/the-bo-vi.pdf"
    first = written(planned[path])
    typeset.cache_clear()
    assert written(planned[path]) == first
    assert b"/CreationDate(D:20261110" in first


def test_what_is_not_verified_is_stamped_and_never_goes_to_the_print_shop(small_site: Path) -> None:
    """A place nobody asked says “call first” on paper; one that was asked in time may be multiplied."""
    made = extras(with_press(small_site))
    assert f"{LEAFLET}-nha-in.pdf" in made
    assert "tai-lieu/to-roi-vi-du/can-tho-nha-in.pdf" in made
    assert "tai-lieu/to-roi-vi-du/dong-nai-nha-in.pdf" not in made
    said = text(written(made["tai-lieu/to-roi-vi-du/dong-nai.pdf"]))
    assert "Chưa kiểm tra, gọi trước" in said
    assert "Điểm tư vấn Ví dụ" in said
    sure = text(written(made["tai-lieu/to-roi-vi-du/can-tho.pdf"]))
    assert "Chưa kiểm tra" not in sure
    assert "kiểm tra ngày 05/11/2026" in sure


def test_a_check_that_is_overdue_counts_no_longer(small_site: Path) -> None:
    """The sheet says until when it may be used: never longer than the next check is away."""
    site = with_press(small_site)
    handout = site.handouts["to-roi-vi-du"]
    due = site.locations["phong-kham-vi-du"].verified.due(site.config)
    assert due == date(2027, 5, 5)
    longer = site.handouts["to-roi-vi-du"].model_copy(update={"expires": date(2027, 12, 31)})
    (_, held), *_others = by_unit(site, longer, due)
    assert held.sure
    assert held.until(longer.expires) == due
    assert held.until(handout.expires) == handout.expires
    (_, late), *_others = by_unit(site, longer, due + timedelta(days=1))
    assert not late.sure
    assert late.until(longer.expires) == longer.expires


def test_nothing_is_printed_after_it_expired_or_before_its_day(small_site: Path) -> None:
    site = with_press(small_site)
    assert any(path.startswith("tai-lieu/") for path in extras(site, date(2027, 2, 28)))
    assert not any(path.startswith("tai-lieu/") for path in extras(site, date(2027, 3, 1)))
    assert not any(path.startswith("tai-lieu/") for path in extras(site, date(2026, 11, 9)))


def test_scripts_are_read_out_as_people_speak(site: Site, planned: dict[str, Artifact]) -> None:
    """Numbers in words, the telephone digit by digit; the same sentences in every format."""
    base = "tai-lieu/loa-thang-hanh-dong/loa-thang-hanh-dong"
    plain = written(planned[f"{base}.txt"]).decode()
    assert "số một một một, miễn phí" in plain
    assert "Từ ngày mười tháng mười một đến ngày mười tháng mười hai" in plain
    assert "một chín không không, chín sáu chín, sáu tám không" in plain
    minute, three = plain.split("\n\n")[2], plain.split("\n\n")[4]
    assert not re.search(r"\d", minute + three)
    spoken = ElementTree.fromstring(written(planned[f"{base}-60-giay.ssml"]))
    lang = spoken.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert (spoken.tag, lang) == ("{http://www.w3.org/2001/10/synthesis}speak", "vi-VN")
    assert [each.text for each in spoken.iter("{http://www.w3.org/2001/10/synthesis}s")] == minute.split("\n")
    word = written(planned[f"{base}.docx"])
    assert word == written(planned[f"{base}.docx"])
    paragraphs = [each.text for each in Document(BytesIO(word)).paragraphs]
    assert set(minute.split("\n")) <= set(paragraphs)


def test_pictures_to_share_have_their_sizes_and_words(site: Site, planned: dict[str, Artifact]) -> None:
    """Each article and campaign has three pictures, and a text that fits and names no number that is not sure."""
    articles = [path for path in planned if path.startswith("bai-viet/") and path.endswith(SIZES[0][0])]
    own = [each for each in site.published_articles(TODAY) if each.elsewhere is None]
    assert len(articles) == len(own) > 0
    for base in (articles[0].rpartition("/")[0], "chien-dich/thang-phong-chong-hiv-aids"):
        for name, width, height, _ in SIZES:
            png = written(planned[f"{base}/{name}"])
            assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (width, height)
    texts = [written(each).decode() for path, each in planned.items() if path.endswith("chia-se.txt")]
    unsure = [each.number for each in site.hotlines.values() if not each.sure(site.config, TODAY)]
    for shared in texts:
        assert len(shared) <= LONGEST + 1
        assert not any(re.search(rf"(?<!\d){number}(?!\d)", shared) for number in unsure), shared


def test_a_release_has_both_the_links_and_the_files_or_neither(published_site: Path) -> None:
    """With extras once, nothing again, one edit, then without: pages never lead to a file that is not there."""
    root = published_site
    report, diagnostics = build(root, root, TODAY, How(extras=True))
    assert not errors(diagnostics)
    assert f"{LEAFLET}.pdf" in report.written
    dead = [each for each in _files_linked(root / "site") if not (root / "site" / each).is_file()]
    assert not dead
    assert f"{LEAFLET}.pdf" in set(_files_linked(root / "site"))

    for page in ("chien-dich/thang-hanh-dong-vi-du", "bai-viet/2026/11/xet-nghiem-lan-dau"):
        head, _, _ = (root / "site" / page / "index.html").read_text(encoding="utf-8").partition("<body")
        assert f'<meta property="og:image" content="https://example.org/{page}/chia-se.png">' in head
        assert "&lt;" not in head

    report, _ = build(root, root, TODAY, How(extras=True))
    assert (report.rendered, report.written) == (0, ())

    edit(root / CHECKED, "Số 0, Đường Ví dụ", "Số 1, Đường Ví dụ")
    report, _ = build(root, root, TODAY, How(extras=True))
    printed = {path for path in report.written if path.endswith((".pdf", ".png", ".docx"))}
    assert printed == {"tai-lieu/to-roi-vi-du/can-tho.pdf", "tai-lieu/to-roi-vi-du/can-tho-nha-in.pdf"}
    with_all = tree(root / "site")

    report, _ = build(root, root, TODAY)
    assert f"{LEAFLET}.pdf" in report.removed
    assert not list(_files_linked(root / "site"))
    build(root, root, TODAY, How(extras=True))
    assert tree(root / "site") == with_all


def _files_linked(folder: Path) -> list[str]:
    """Every extra that a page links to, by its path on the site."""
    return [
        (page.parent / target).resolve().relative_to(folder.resolve()).as_posix()
        for page in folder.rglob("*.html")
        for target in _FILE.findall(page.read_text(encoding="utf-8"))
        if not target.startswith("http")
    ]


def test_an_office_lays_its_own_template_over_ours_and_only_that_kind_is_printed_again(small_site: Path) -> None:
    """The bytes of a template are an input of what it prints, and of nothing else."""
    root = small_site
    before = {path: digest(each.inputs) for path, each in extras(with_press(root)).items()}
    own = root / "theme_overrides/print"
    own.mkdir(parents=True)
    shutil.copy(ROOT / "theme_overrides/print/leaflet.typ", own)
    edit(own / "leaflet.typ", "headline(21pt)", "headline(17pt)")
    after = extras(with_press(root))
    changed = {path for path, each in after.items() if digest(each.inputs) != before[path]}
    assert changed == {path for path in after if path.startswith("tai-lieu/to-roi-vi-du/")}


@pytest.mark.parametrize(
    ("file", "before", "after", "place"),
    [
        ("theme_overrides/print/leaflet.typ", "#pagebreak()", "#pagebreak(", "theme_overrides/print/leaflet.typ"),
        ("content/handouts/to-roi-vi-du.yaml", "kind: leaflet", "kind: card", "content/handouts/to-roi-vi-du.yaml"),
    ],
)
def test_what_cannot_be_printed_stops_publication_and_says_where(
    published_site: Path, file: str, before: str, after: str, place: str
) -> None:
    """A designer's mistake is told with its line, words that do not fit with their record; the old site stays."""
    root = published_site
    own = root / "theme_overrides/print"
    own.mkdir(parents=True)
    shutil.copy(ROOT / "theme_overrides/print/leaflet.typ", own)
    edit(root / file, before, after)
    if file.startswith("content"):
        edit(root / file, "  - Ở đây có người nghe.", "  - " + "Ở đây có người nghe bạn nói chuyện. " * 12)
    report, diagnostics = build(root, root, TODAY, How(extras=True))
    assert report.published is None
    (found,) = errors(diagnostics)
    assert (found.code, found.place.file) == ("E006", place)
    assert bool(found.place.line)


def test_without_the_tools_the_build_says_what_to_install(
    small_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The core is installed without a typesetter."""
    monkeypatch.setattr("generator.source.press.TOOLS", ("a-typesetter-that-nobody-has",))
    report, diagnostics = build(small_site, tmp_path / "out", TODAY, How(extras=True))
    assert report.published is None
    assert [each.code for each in errors(diagnostics)] == ["E005"]
