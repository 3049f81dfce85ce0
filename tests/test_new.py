"""New records: few questions, a file that says what is still to be written, nothing ever written over."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator import check, load
from generator.desk.new import FORMS, NotNew, meant, new_record
from generator.desk.new.forms import Question
from generator.model.diagnostic import errors
from generator.model.site import COLLECTIONS
from tests.conftest import ROOT, TODAY
from tests.site import command, outreach, tree

ANSWERS = {
    "article": {"title": "Gọi trước: bốn câu", "kind": "hỏi đáp", "published": "hôm nay", "programmes": "HIV, ma túy"},
    "location": {
        "name": "Phòng khám # mới",
        "services": "xét nghiệm HIV",
        "unit": "ninh kieu",
        "phone": "0292 3820 000",
    },
    "campaign": {"name": "Tuần lễ ví dụ", "programmes": "hiv-aids", "start": "01/12/2026", "end": "2026-12-07"},
    "document": {"form": "Kế hoạch", "title": "Kế hoạch “mới”", "issuer": "Trạm ví dụ", "date": "2026"},
    "activity": {"title": "Nói chuyện", "date": "20/11/2026", "kind": "talk", "programmes": "hiv-aids", "people": "45"},
    "target": {"name": "Mỗi tháng một bài", "measure": "articles", "goal": "1"},
}
STILL = {
    "article": [("summary:\n", "summary: Tóm tắt.\n"), ("body: |\n", "body: |\n  Nội dung.\n")],
    "location": [("    title:\n", "    title: Danh sách ví dụ\n")],
    "campaign": [("summary:\n", "summary: Tóm tắt.\n")],
    "document": [("abstract:\n", "abstract: Tóm tắt.\n")],
    "activity": [("  - title:\n", "  - title: Sổ ví dụ\n")],
    "target": [("  - title:\n", "  - title: Kế hoạch ví dụ\n")],
}


def write_new(root: Path, kind: str, given: dict[str, str]) -> tuple[Path, list[str]]:
    site, _ = load(root)
    answers = {each.field: meant(site, each, given.get(each.field, ""), TODAY) for each in FORMS[kind].questions}
    file, problems = new_record(root, site, kind, answers)
    return file, [str(each.message) for each in problems]


@pytest.mark.parametrize("kind", FORMS)
def test_only_what_must_be_written_is_wrong(kind: str, small_site: Path) -> None:
    """A new file has no mistake but what is still to be written; with that it is a good record."""
    file, problems = write_new(small_site, kind, ANSWERS[kind])
    assert len(problems) == len(STILL[kind]), problems
    text = file.read_text(encoding="utf-8")
    for empty, written in STILL[kind]:
        assert empty in text
        text = text.replace(empty, written, 1)
    file.write_text(text, encoding="utf-8")
    site, wrong = load(small_site)
    assert not errors([*wrong, *check(site, TODAY)]), [str(each.message) for each in wrong]
    assert file.relative_to(small_site).as_posix() in {each.place.file for each in site.heads(FORMS[kind].collection)}


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_names_every_field(kind: str) -> None:
    """Whoever reads a form knows all that can be written; a new field must be put into it."""
    text = (ROOT / f"generator/desk/new/files/{kind}.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:# )?([a-z_]+):", text, re.MULTILINE))
    fields = set(COLLECTIONS[FORMS[kind].collection].model_fields) - {"id"}
    assert fields - named - {"taken"} == set()


@pytest.mark.parametrize(
    ("of", "text", "found"),
    [
        ("programmes", "HIV-AIDS", "hiv-aids"),
        ("programmes", "phong chong ma tuy", "drug-prevention"),
        ("programmes", "mua bán", "anti-trafficking"),
        ("article_kinds", "hoi dap", "q-and-a"),
        ("units", "Phường Ninh Kiều, Cần Thơ", "can-tho/ninh-kieu"),
        ("units", "can tho", "can-tho"),
        ("service_kinds", "xet nghiem hiv", "hiv-testing"),
    ],
)
def test_names_are_found(of: str, text: str, found: str, small_site: Path) -> None:
    site, _ = load(small_site)
    assert meant(site, Question("x", "", of), text, TODAY) == found


def test_what_cannot_be_meant_is_asked_back(small_site: Path) -> None:
    """Several possible, none, no day: a sentence with what could be written."""
    site, _ = load(small_site)
    for question, text, said in (
        (Question("x", "", "units"), "tân", "may be one of"),
        (Question("x", "", "programmes"), "qqqq", "is not one of"),
        (Question("x", "", day=True), "31/11/2026", "no such day"),
        (Question("x", ""), " ", "needed"),
    ):
        with pytest.raises(NotNew, match=said):
            meant(site, question, text, TODAY)


def test_nothing_is_written_over(small_site: Path) -> None:
    file, _ = write_new(small_site, "article", ANSWERS["article"])
    before = file.read_bytes()
    with pytest.raises(NotNew, match="there already"):
        write_new(small_site, "article", ANSWERS["article"])
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "text", ["a: b", "- x", "# y", "true", "[z]", "'q'", '"', "1:30", "a\\nb", "{$title}", "$kind", " ", "é"]
)
def test_any_title_stays_itself(text: str, small_site: Path) -> None:
    file, _ = write_new(small_site, "target", {"name": f"x {text}".strip(), "measure": "articles", "goal": "1"})
    file.write_text(file.read_text(encoding="utf-8").replace("  - title:\n", "  - title: x\n"), encoding="utf-8")
    site, wrong = load(small_site)
    assert not errors(wrong)
    assert [each.name for each in site.targets.values()] == [f"x {text}".strip()]


def test_from_flags_alone(small_site: Path) -> None:
    """Without a terminal nothing is asked: what is missing is said."""
    common = ("new", "article", "--root", str(small_site), "--today", f"{TODAY}")
    ran = command(*common, *(f"--set={name}={value}" for name, value in ANSWERS["article"].items()))
    assert ran.returncode == 0
    assert "content/articles/2026/11/goi-truoc-bon-cau.yaml" in ran.stdout
    assert "summary" in ran.stderr
    text = (small_site / "content/articles/2026/11/goi-truoc-bon-cau.yaml").read_text(encoding="utf-8")
    assert "campaign: hiv-action-month" in text, "the campaign that is on is offered"
    for wrong in (("--set=title=x",), ("--set=tittle=x",), ("--set=title",)):
        ran = command(*common, *wrong)
        assert ran.returncode == 2
        assert "Traceback" not in ran.stderr


def test_on_a_terminal(small_site: Path) -> None:
    """Questions are asked one after another; a wrong answer is asked again."""
    leader, follower = pty.openpty()
    words = [*outreach(), "new", "target", "--root", str(small_site), "--today", f"{date(2026, 11, 22)}"]
    running = subprocess.Popen(
        words, stdin=follower, stdout=follower, stderr=follower, env={**os.environ, "TERM": "dumb"}
    )
    os.close(follower)
    said = ""
    answers = ("Tên", "Chỉ tiêu mới"), ("Đếm gì", ""), ("Đếm gì", "qqqq"), ("Đếm gì", "bài"), ("Cần đạt", "3")
    whole = ""
    for question, answer in answers:
        while question not in said:
            ready, _, _ = select.select([leader], [], [], 60)
            assert ready, said
            said += os.read(leader, 4096).decode()
        whole += said
        said = said.rpartition(question)[2]
        os.write(leader, f"{answer}\n".encode())
    assert running.wait(60) == 0
    os.close(leader)
    assert re.search(r"^ *activities +hoạt động\r?$", whole, re.MULTILINE), "what can be answered is listed"
    assert "“qqqq” không có trong các từ dùng được: articles, activities, people, pieces, share" in whole
    assert "measure: articles\n" in (small_site / "data/targets/chi-tieu-moi.yaml").read_text(encoding="utf-8")


def test_a_word_of_no_list_is_refused_before_anything_is_written(small_site: Path) -> None:
    """By its meaning or nearly right it is understood."""
    common = ("new", "activity", "--root", str(small_site), "--today", f"{TODAY}", "--set=title=Buổi mới")
    given = (*common, "--set=date=20/11/2026", "--set=programmes=hiv-aids")
    before = tree(small_site)
    ran = command(*given, "--set=kind=họp tổ dân phố")
    assert (ran.returncode, "talk, broadcast, leaflet" in " ".join(ran.stderr.split())) == (2, True)
    assert tree(small_site) == before
    for kind, found in (("nói chuyện", "talk"), ("Leaflets", "leaflet"), ("training", "training")):
        ran = command(*given, f"--set=kind={kind}", f"--set=title={found}")
        assert ran.returncode == 0, ran.stderr
        assert f"kind: {found}\n" in (small_site / f"data/activities/{found}.yaml").read_text(encoding="utf-8")
