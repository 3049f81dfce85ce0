"""Pictures: as small as a screen needs them, the same bytes every time, and silent on who took them and where."""

from __future__ import annotations

import struct
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image, ImageChops

from generator.build.findings import findings
from generator.build.pipeline import build
from generator.engine.pictures import names_file
from generator.model.diagnostic import errors
from generator.model.picture import Picture
from generator.renderers.pictures import Original, resized, widths
from generator.renderers.poster import Poster, poster
from generator.source.bare import bare
from generator.source.load import load
from tests.conftest import TODAY, copied
from tests.site import edit, publish, tree

ARTICLE = "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
PAGE = "bai-viet/2026/11/xet-nghiem-lan-dau/index.html"
SECRETS = (b"21.0285", b"Zalo 3310", b"Ghi chu rieng", b"GPS")


def photo(kind: str, mode: str = "RGB", size: tuple[int, int] = (1800, 1200)) -> bytes:
    """A picture as a telephone writes it: lying on its side, with place, device and a note in it."""
    image = Image.linear_gradient("L").resize(size).convert(mode)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x0110] = "Zalo 3310"
    exif.get_ifd(0x8825)[1] = "GPS 21.0285"
    written = BytesIO()
    more = {"comment": b"Ghi chu rieng"} if kind == "JPEG" else {"xmp": b"<x:xmpmeta>Ghi chu rieng</x:xmpmeta>"}
    image.save(written, kind, exif=exif, **({} if kind == "PNG" else more))
    return written.getvalue()


def _put_picture(root: Path) -> Path:
    (root / "content/pages/anh").mkdir()
    (root / "content/pages/anh/cua.jpg").write_bytes(photo("JPEG"))
    told = "image:\n  file: anh/cua.jpg\n  alt: Cửa phòng khám mở\n  credit: Ví dụ\n  licence: CC BY 4.0\nsummary:"
    edit(root / ARTICLE, "summary:", told)
    return root


@pytest.fixture
def pictured(small_site: Path) -> Path:
    """A site with an article that has a picture from a telephone."""
    return _put_picture(small_site)


@pytest.fixture(scope="module")
def illustrated(published_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It published; not to be changed."""
    root = _put_picture(copied(published_small, tmp_path_factory.mktemp("pictured") / "site"))
    publish(root)
    return root


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_tells_where_a_picture_was_taken(kind: str) -> None:
    """Place, device and notes go, byte for byte; which way up it is, its colours and its pixels stay."""
    before = photo(kind)
    assert any(each in before for each in SECRETS)
    after = bare(before)
    assert not [each for each in SECRETS if each in after]
    assert bare(after) == after
    old, new = (Image.open(BytesIO(each)) for each in (before, after))
    assert new.tobytes() == old.tobytes()
    assert dict(new.getexif()) == ({0x0112: 6} if kind == "JPEG" else {})


def test_a_second_picture_behind_the_first_goes() -> None:
    """Telephones put previews and notes behind the end of a JPEG."""
    assert bare(photo("JPEG") + photo("JPEG") + b"Zalo 3310") == bare(photo("JPEG"))


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_broken_picture_does_no_harm(cut: int) -> None:
    """Whatever is cut off or claims a wrong length, an answer comes, and twice the same."""
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = photo(kind, size=(16, 16))
        for broken in (whole[:cut], whole[:cut] + struct.pack(">I", 0xFFFFFFFF) + whole[cut + 4 :]):
            assert len(bare(broken)) <= len(broken) + 64


def test_an_article_offers_its_picture_in_the_width_that_fits(illustrated: Path) -> None:
    """AVIF, then WebP, then JPEG, upright, none larger than it is; the page keeps its place free."""
    site = illustrated / "site"
    (picture,) = html.fromstring((site / PAGE).read_bytes().decode()).iter("picture")
    (image,) = picture.iter("img")
    assert (image.get("width"), image.get("height"), image.get("loading")) == ("1200", "1800", "lazy")
    assert image.get("alt") == "Cửa phòng khám mở"
    offered: dict[str, list[str]] = {"image/jpeg": [f"{image.get('src')} 960w"]}
    for source in picture.iter("source"):
        offered[source.get("type")] = source.get("srcset").split(", ")
        assert source.get("sizes")
    assert list(offered) == ["image/jpeg", "image/avif", "image/webp"]
    for media, files in offered.items():
        for each in files:
            address, width = each.split()
            file = (site / PAGE).parent / address
            with Image.open(file) as shown:
                assert Image.MIME[shown.format or ""] == media
                assert f"{shown.width}w" == width
                assert abs(shown.height - shown.width * 1.5) <= 1
                assert not shown.getexif()
            assert not [secret for secret in SECRETS if secret in file.read_bytes()]
    assert [each.split()[1] for each in offered["image/avif"]] == ["480w", "960w", "1200w"]
    whole = (site / "anh/cua.jpg").read_bytes()
    assert not [secret for secret in SECRETS if secret in whole]
    assert f'length="{len(whole)}"' in (site / "feeds/rss.xml").read_text()


def test_a_picture_is_made_once(illustrated: Path, tmp_path: Path) -> None:
    """A changed text makes no picture, another picture makes its files alone, and nothing of the old one stays.

    Those in PNG are of programmes.
    """
    pictured = copied(illustrated, tmp_path / "site")
    before = {path for path in tree(pictured / "site") if path.startswith("anh/") and not path.endswith(".png")}
    edit(pictured / ARTICLE, "Cửa phòng khám mở", "Cửa phòng khám đang mở")
    assert not [path for path in publish(pictured).written if path.startswith("anh/")]
    (pictured / "content/pages/anh/cua.jpg").write_bytes(photo("JPEG", size=(900, 600)))
    publish(pictured)
    after = {path for path in tree(pictured / "site") if path.startswith("anh/") and not path.endswith(".png")}
    assert before & after == {"anh/cua.jpg"}


def test_widths_are_worth_their_file() -> None:
    """Never more than there is, and no two that are nearly the same."""
    assert [widths(Picture(1, each, 1)) for each in (100, 1000, 4000)] == [(100,), (480, 1000), (480, 960, 1440)]


@pytest.mark.parametrize("ending", ["avif", "webp", "jpg"])
@pytest.mark.parametrize("mode", ["RGBA", "L"])
def test_the_same_picture_is_the_same_bytes(ending: str, mode: str) -> None:
    """What one build makes another need not send again; drawings with transparent parts and grey ones too."""
    original = Original(photo("PNG", mode, (300, 200)), 150, ending)
    made = resized(original)
    assert made == resized(original)
    assert Image.open(BytesIO(made)).size == (150, 225)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a no picture", "not a picture"),
        (photo("AVIF", size=(32, 32)).replace(b"iloc", b"free"), "not a picture"),
        (photo("PNG", size=(17_000, 10)), "too high"),
        (photo("AVIF", size=(32, 32)), "when, where"),
    ],
    ids=["no picture", "a spoilt AVIF", "a tower", "an AVIF that tells"],
)
def test_what_cannot_be_shown_is_said(pictured: Path, content: bytes, told: str) -> None:
    """A file that is no picture, or one whose notes we cannot take out, is an error in the words of the office."""
    file = pictured / "content/pages/anh/cua.jpg"
    file.write_bytes(content)
    found = [each for each in load(pictured)[1] if each.code == "F011"]
    assert [(each.place.file, told in str(each.message)) for each in found] == [("content/pages/anh/cua.jpg", True)]
    assert build(pictured, pictured, TODAY)[0].published is None


def test_a_picture_that_breaks_off_is_found_before_anything_is_made(pictured: Path) -> None:
    """Its beginning can be read, its end is missing: half a picture is no picture."""
    file = pictured / "content/pages/anh/cua.jpg"
    file.write_bytes(file.read_bytes()[:-3000])
    assert "F011" in {each.code for each in load(pictured)[1]}


def test_every_programme_has_its_picture_for_messengers(illustrated: Path) -> None:
    """Pages about a programme name it, an article with a picture names that, all others the picture of the site."""
    site = illustrated / "site"
    pages = {
        PAGE: "anh/cua.jpg",
        "bai-viet/2026/11/goi-111/index.html": "anh/chuong-trinh/phong-chong-mua-ban-nguoi.png",
        "chuong-trinh/hiv-aids/index.html": "anh/chuong-trinh/hiv-aids.png",
        "index.html": "anh/trang.png",
        "gioi-thieu/index.html": "anh/trang.png",
        "noi-giup-do/dia-chi/phong-kham-vi-du/index.html": "anh/trang.png",
    }
    for name, picture in pages.items():
        page = html.fromstring((site / name).read_bytes().decode())
        assert page.xpath("//meta[@property='og:image']/@content") == [f"https://example.org/{picture}"], name
    for each in {*pages.values()} - {"anh/cua.jpg"}:
        with Image.open(site / each) as shown:
            assert (shown.format, shown.size) == ("PNG", (1200, 630))
        assert (site / each).stat().st_size < 40_000


def _traces(root: Path, *marks: str) -> list[str]:
    """The files of all releases that one of these texts is the name of or stands in."""
    return [
        path.relative_to(root).as_posix()
        for path in (root / "releases").rglob("*")
        if path.is_file() and (path.name in marks or any(each.encode() in path.read_bytes() for each in marks))
    ]


WITHDRAWN = "withdrawn:\n  on: 20/11/2026\n  why: Ví dụ.\nsummary:"


def test_the_picture_of_a_withdrawn_article_leaves_with_it(illustrated: Path, tmp_path: Path) -> None:
    """The file itself, its widths and its name: no page, feed, table or list of any release has a trace of them."""
    root = copied(illustrated, tmp_path / "site")
    widths = [path.name for path in (root / "site/anh").glob("*-*.*")]
    assert len(widths) == 7
    edit(root / ARTICLE, "summary:", WITHDRAWN)
    publish(root)
    assert _traces(root, "cua.jpg", *widths) == []
    edit(root / ARTICLE, WITHDRAWN, "summary:")
    publish(root)
    assert (root / "site/anh/cua.jpg").is_file()


def test_no_older_release_keeps_a_withdrawn_picture(illustrated: Path, tmp_path: Path) -> None:
    """Not even where the text had left it before: releases of earlier versions of the program held such files."""
    root = copied(illustrated, tmp_path / "site")
    edit(root / ARTICLE, "summary:", WITHDRAWN)
    page = root / "content/pages/gioi-thieu.md"
    page.write_text(page.read_text() + "\n![Cửa](anh/cua.jpg)\n")
    older = publish(root).published
    assert older
    assert (older / "anh/cua.jpg").is_file()
    edit(page, "\n![Cửa](anh/cua.jpg)\n", "")
    publish(root)
    assert not older.exists()
    assert _traces(root, "cua.jpg") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("status: published", "status: draft"), ("published: 10/11/2026\nupdated: 12/11/2026", "published: 23/11/2026")],
    ids=["draft", "tomorrow"],
)
def test_a_picture_waits_for_its_article(pictured: Path, before: str, after: str) -> None:
    """Nobody can guess its address and see what is not published yet; when its day comes, it is there."""
    (pictured / "data/ids.csv").unlink()  # it was never published
    edit(pictured / ARTICLE, before, after)
    assert errors(findings(pictured, TODAY)) == []
    publish(pictured)
    assert _traces(pictured, "cua.jpg") == []
    if "23/11" in after:
        publish(pictured, today=TODAY + timedelta(days=1))
        assert (pictured / "site/anh/cua.jpg").is_file()


def test_a_picture_that_nothing_shows_is_not_published(pictured: Path) -> None:
    """Neither one that was only put there, nor that of an article whose picture is another now."""
    (pictured / "content/pages/anh/khac.jpg").write_bytes(photo("JPEG", size=(90, 60)))
    publish(pictured)
    assert not (pictured / "site/anh/khac.jpg").exists()
    edit(pictured / ARTICLE, "anh/cua.jpg", "anh/khac.jpg")
    publish(pictured)
    assert [each.name for each in (pictured / "site/anh").glob("[ck]*.jpg")] == ["khac.jpg"]


OTHER = "content/articles/2026/11/goi-111.md"
SHOWN_BY = {
    "another article": (OTHER, "summary:", "image:\n  file: anh/cua.jpg\n  alt: Cửa\n  credit: Ví dụ\nsummary:"),
    "a link of another article": (OTHER, "Bài này là ví dụ.\n", "Bài này là ví dụ, [có ảnh](/anh/cua.jpg).\n"),
    "a reference of another article": (OTHER, "là ví dụ.\n", "là ví dụ, [có ảnh][1].\n\n[1]: /anh/cua.jpg\n"),
    "a campaign": ("content/campaigns/hiv-action-month.yaml", "page: /noi-giup-do/", "page: /anh/cua.jpg"),
    "a page": ("content/pages/gioi-thieu.md", "không có thật.", "không có thật. ![Cửa](anh/cua.jpg)"),
    "HTML in a page": ("content/pages/gioi-thieu.md", "có thật.", 'có thật. <img src="../anh/cua.jpg" alt="Cửa">'),
    "a page by the whole address": ("content/pages/gioi-thieu.md", "thật.", "thật. <https://example.org/anh/cua.jpg>"),
}


@pytest.mark.parametrize("way", SHOWN_BY)
def test_a_picture_stays_while_something_else_shows_it(pictured: Path, way: str) -> None:
    """Withdrawing one article takes nothing from another, nor from a page written by hand."""
    file, before, after = SHOWN_BY[way]
    edit(pictured / ARTICLE, "summary:", WITHDRAWN)
    edit(pictured / file, before, after)
    publish(pictured)
    assert (pictured / "site/anh/cua.jpg").is_file()
    edit(pictured / file, after, before)
    publish(pictured)
    assert _traces(pictured, "cua.jpg") == []


@pytest.mark.parametrize(
    ("text", "folder", "path", "names"),
    [
        ("![x](anh/a.jpg)", "", "anh/a.jpg", True),
        ("![x](a.jpg)", "anh", "anh/a.jpg", True),
        ("![x](../anh/a.jpg)", "en", "anh/a.jpg", True),
        ('<img srcset="../../anh/a.jpg 480w, x.jpg">', "en", "anh/a.jpg", True),
        ("body { background: url(../anh/a.jpg) }", "kieu", "anh/a.jpg", True),
        ("{{ 'anh/a.jpg' | url }}", "partials", "anh/a.jpg", True),
        ("fetch(`${base}anh/a.jpg`)", "js", "anh/a.jpg", True),
        ("![x](<anh/a b.jpg>)", "", "anh/a b.jpg", True),
        ("![x](/so/anh/a.jpg)", "", "anh/a.jpg", True),
        ("https://example.org/so/anh/a.jpg", "", "anh/a.jpg", True),
        ("https://example.com/anh/a.jpg", "", "anh/a.jpg", False),
        ("![x](khac/anh/a.jpg)", "", "anh/a.jpg", False),
        ("![x](anh/aa.jpg)", "", "a.jpg", False),
        ("![x](anh/a.jpg)", "", "a.jpg", False),
        ("![x](a.jpg)", "", "anh/a.jpg", False),
        ("![x](anh/a.jpg.jpg)", "", "anh/a.jpg", False),
    ],
)
def test_what_a_text_names(text: str, folder: str, path: str, names: bool) -> None:
    """A file of the same name elsewhere is another one."""
    assert names_file(text, folder, path, "https://example.org/so/") is names


@pytest.mark.parametrize("name", ["An", "Phòng, chống mại dâm và giảm hại do ma túy gây ra", "Nghiêng nghiêng " * 12])
def test_a_name_of_any_length_fits_its_picture(name: str) -> None:
    """The words end before the tree, whatever a programme is called; the bytes are always the same."""
    made = poster(Poster(name, "Bên bạn", "Sở Y tế"))
    assert made == poster(Poster(name, "Bên bạn", "Sở Y tế"))
    shown, blank = (Image.open(BytesIO(each)).convert("RGB") for each in (made, poster(Poster("", "", ""))))
    box = ImageChops.difference(shown, blank).point(lambda level: level > 90).getbbox()
    assert box
    assert 60 < box[0] < box[2] <= 760
    assert 0 < box[1] < box[3] < 630
