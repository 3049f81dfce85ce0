"""Each rule about records has one page, `docs/quy-tac/<code>.md`: what it says is wrong is found, what it says is right
is not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from generator.build.findings import findings
from generator.build.memo import RecordMemo
from generator.checks.waivers import WAIVABLE
from generator.desk.codes import explained, record_rules
from generator.model.place import Place
from generator.model.text import place_in
from tests.conftest import EXAMPLES, ROOT, TODAY

PAGES = ROOT / "docs/quy-tac"
HERE = "▶"  # before the character that the message points to, or before the name of the file
VOCABULARIES = ("programmes", "audiences", "service_kinds", "article_kinds.yaml", "hotlines.yaml")
PICTURE = "content/pages/anh/vi-du.jpg"  # that some examples show
MINT = "I005"  # every new record wants an id: that is not what the page is about
_PART = re.compile(r"^## (Nên viết|Không viết)$", re.MULTILINE)
_BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MANY = re.compile(r"\((\d+) câu ngắn\)")  # what is too long to be shown
_FIELD = re.compile(rf"^(?={HERE}?[a-z_]+:)", re.MULTILINE)


class Example(NamedTuple):
    """Texts by the file they are shown for, with marks in them; `right` is what to write, else what not to."""

    right: bool
    texts: dict[str, str]


def examples(page: Path) -> list[Example]:
    """The examples of a page."""
    _, *parts = _PART.split(page.read_text(encoding="utf-8"))
    return [
        Example(title == "Nên viết", dict(_BLOCK.findall(_MANY.sub(lambda many: "Câu ngắn. " * int(many[1]), text))))
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def laid(base: str, shown: str) -> str:
    """A record with the fields that an example shows instead of its own; what has no fields stands for the whole."""
    first, *fields = _FIELD.split(shown)
    if first or not fields or not base:
        return shown
    fresh = {_name(field): field for field in fields}
    head, *old = _FIELD.split(base)
    kept = [fresh.pop(_name(field), field) for field in old]
    return head + "".join((*kept, *fresh.values()))


def _name(field: str) -> str:
    return field.partition(":")[0].strip(HERE)


@contextmanager
def written(root: Path, example: Example) -> Iterator[list[Place]]:
    """The site at `root` with an example laid over it; gives where its marks stand."""
    before: dict[Path, bytes | None] = {}
    marked: list[Place] = []
    try:
        for name, shown in example.texts.items():
            file = name.removeprefix(HERE)
            if name.startswith(HERE):
                marked.append(Place(file))
            path = root / file
            if path.is_dir():  # a message about a whole folder
                continue
            before[path] = path.read_bytes() if path.exists() else None
            path.parent.mkdir(parents=True, exist_ok=True)
            base = path.read_text(encoding="utf-8") if path.exists() else ""
            text = base + shown.partition("\n")[2] if path.suffix == ".csv" else laid(base, shown)
            marked += _marks(file, text)
            path.write_text(text.replace(HERE, ""), encoding="utf-8")
        yield sorted(marked)
    finally:
        for path, raw in before.items():
            path.unlink() if raw is None else path.write_bytes(raw)


def _marks(file: str, text: str) -> Iterator[Place]:
    while HERE in text:
        at = text.index(HERE)
        yield place_in(file, text, at)
        text = text[:at] + text[at + 1 :]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with vocabularies of its own: one for all examples, each of which takes itself away again."""
    root = tmp_path_factory.mktemp("rules") / "site"
    shutil.copytree(EXAMPLES / "small", root)
    shutil.rmtree(root / "content/handouts")  # they print numbers that examples do without
    register = (root / "data/ids.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (root / "data/ids.csv").write_text("".join(line for line in register if "handouts" not in line), encoding="utf-8")
    for name in VOCABULARIES:
        copy = shutil.copy2 if "." in name else shutil.copytree
        copy(ROOT / "data" / name, root / "data" / name)
    (root / PICTURE).parent.mkdir()
    Image.new("RGB", (640, 480)).save(root / PICTURE)
    return root


@pytest.fixture(scope="module")
def memo(site: Path) -> RecordMemo:
    """The site as it was read once: only what an example shows is read again."""
    file = site.parent / "memo.sqlite"
    first = RecordMemo(file, "tests")
    assert findings(site, TODAY, first) == []
    first.save()
    return RecordMemo(file, "tests")


def test_every_rule_about_records_has_a_page() -> None:
    """A new rule brings its page, which is its test, and the table leads there; no page is left of a rule that went."""
    assert sorted(page.stem for page in PAGES.iterdir()) == sorted(record_rules())
    linked = re.findall(r"\(quy-tac/(\w+)\.md\)", (ROOT / "docs/messages.md").read_text(encoding="utf-8"))
    assert sorted(linked) == sorted(record_rules())


@pytest.mark.parametrize("code", sorted(page.stem for page in PAGES.iterdir()))
def test_a_page_is_true(code: str, site: Path, memo: RecordMemo) -> None:
    """What not to write gives this message, exactly where the marks stand, and no other; what to write gives none."""
    shown = examples(PAGES / f"{code}.md")
    assert {example.right for example in shown} == {True, False}
    for example in shown:
        with written(site, example) as marked:
            found = [each for each in findings(site, TODAY, memo) if code == MINT or each.code != MINT]
            if example.right:
                assert [each for each in found if each.code == code] == [], example
            else:
                assert [(each.place, each.code) for each in found] == [(place, code) for place in marked], example
                assert marked, example


def test_the_table_says_what_can_be_waived() -> None:
    """The ranges of codes above the table of waivers are those of the program."""
    told = re.search(r"Chỉ miễn được: (.*?)\.", (ROOT / "docs/messages.md").read_text(encoding="utf-8"), re.DOTALL)
    assert told
    codes: set[str] = set()
    for first, last in re.findall(r"([A-Z]\d{3})(?:–([A-Z]\d{3}))?", told[1]):
        codes |= {f"{first[0]}{number:03}" for number in range(int(first[1:]), int((last or first)[1:]) + 1)}
    assert codes == WAIVABLE


def test_explain_prints_the_page() -> None:
    """What the table says first, in the language asked for, then the whole page."""
    found = explained("N001", "en")
    assert found
    assert found.meaning.startswith("a word that hurts")
    assert found.page.startswith("Có từ làm người ta xấu hổ")
    assert "## Không viết" in found.page
    assert found.waivable
