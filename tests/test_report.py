"""What is owed, and reports whose every figure leads to the records it comes from."""

from __future__ import annotations

import csv
import errno
import io
import re
import resource
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import docx
import pytest
from docx.document import Document as Word
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from generator import load
from generator.desk.report import copy_template, write_report
from generator.desk.report.contents import Report, contents
from generator.language import translator
from generator.model.dates import NotReadable
from generator.model.diagnostic import errors
from generator.model.duty import ReportDuty
from generator.model.evidence import covered, due
from generator.model.message import Translate
from generator.model.owed import owed
from generator.model.period import Period
from generator.renderers import render
from generator.source.confined import TooMuch
from tests.conftest import TODAY
from tests.site import command, edit

DUTY = "bao-cao-nam-vi-du"
_ = translator("vi")
SOURCE = "sources:\n  - title: Sổ của trạm, trang 3\n"


def write(root: Path, file: str, text: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def office(small_site: Path) -> Path:
    """A site with targets and activities, all made up."""
    for name, rest in {
        "bai": "name: Mỗi tháng một bài\nmeasure: articles\ngoal: 1\nmonthly: true\n",
        "buoi": "name: Buổi nói chuyện\nmeasure: activities\nkinds: [talk]\ngoal: 4\n",
        "nguoi": "name: Người được nghe\nmeasure: people\nprogrammes: [hiv-aids]\ngoal: 1500\n",
        "to": "name: Tờ rơi\nmeasure: pieces\nkinds: [leaflet]\ngoal: 1000\n",
        "ty-le": "name: Học sinh\nmeasure: share\ngoal: 70\nresults:\n  - period: 2026\n    value: 62.5\n"
        "    sources:\n      - title: Bảng đếm của trường\n",
        "ty-le-trong": "name: Công nhân\nmeasure: share\ngoal: 50\n",
        "cu": "name: Chỉ tiêu cũ\nmeasure: articles\ngoal: 1\nvalid_to: 2024\n",
    }.items():
        write(small_site, f"data/targets/{name}.yaml", f"id: {name}\n{rest}{SOURCE}")
    for name, rest in {
        "mot": "date: 03/10/2026\nkind: talk\ntimes: 2\npeople: 1250\nprogrammes: [hiv-aids]\n",
        "hai": "date: 05/11/2026\nkind: talk\nprogrammes: [hiv-aids, drug-prevention]\n",
        "ba": "date: 06/11/2026\nkind: leaflet\npieces: 400\nprogrammes: [social-welfare]\n",
        "mai": "date: 30/11/2026\nkind: talk\npeople: 9000\nprogrammes: [hiv-aids]\n",
    }.items():
        write(small_site, f"data/activities/{name}.yaml", f"id: {name}\ntitle: =Việc {name}\n{rest}{SOURCE}")
    return small_site


def report(root: Path, period: str = "2026", today: date = TODAY) -> Report:
    site, wrong = load(root)
    assert not errors(wrong), [str(each.message) for each in wrong]
    return contents(site, site.duties[DUTY], Period.parse(period), today, _)


def test_every_figure_leads_to_its_rows(office: Path) -> None:
    """Values are counted, partly counted figures say so, and those nobody counted are gaps."""
    made = report(office)
    told = {row.name: (row.goal, row.value, row.gap, row.trace) for row in made.targets}
    assert told == {
        "Mỗi tháng một bài": ("12 bài", "3 bài", False, "bài số 1–3"),
        "Buổi nói chuyện": ("4 hoạt động", "3 hoạt động", False, "hoạt động số 1–2"),
        "Người được nghe": ("1.500 người", "1.250 người [1 hoạt động chưa có số]", True, "hoạt động số 1–2"),
        "Tờ rơi": ("1.000 tờ, tấm", "400 tờ, tấm", False, "hoạt động số 3"),
        "Học sinh": ("70 %", "62,5 %", False, "Bảng đếm của trường"),
        "Công nhân": ("50 %", "[chưa có số liệu]", True, ""),
    }
    assert [row.title for row in made.activities] == ["=Việc mot", "=Việc hai", "=Việc ba"]
    assert [row.people for row in made.activities] == ["1250", "[chưa có số liệu]", "[chưa có số liệu]"]
    assert sum(row.articles for row in made.months) == len(made.articles) == 3
    assert len({row.url for row in made.articles}) == 3


def test_what_must_be_known_before_signing(office: Path) -> None:
    notes = " ".join(report(office).notes)
    assert "Kỳ báo cáo chưa hết" in notes
    assert "Tháng không có bài: 12/2025, 01/2026" in notes
    assert "11/2026," not in notes
    assert "minh họa" in notes


def test_all_formats_say_the_same(office: Path, tmp_path: Path) -> None:
    """Every target and every article of the report stands in Word, Excel and CSV; no text becomes a formula."""
    site, _wrong = load(office)
    files = write_report(
        office, site, site.duties[DUTY], Period.parse("2026"), TODAY, tmp_path, ("docx", "xlsx", "csv"), _
    )
    word, excel, text = files
    made = report(office)
    words = all_words(docx.Document(str(word)))
    sheets = {
        name: CalamineWorkbook.from_path(excel).get_sheet_by_name(name).to_python()
        for name in CalamineWorkbook.from_path(excel).sheet_names
    }
    rows = list(csv.reader(io.StringIO(text.read_text(encoding="utf-8-sig"))))
    for target in made.targets:
        assert target.name in words
        assert target.value in words
        assert any(target.value in row for row in sheets["Chỉ tiêu"])
        assert any(target.value in row for row in rows)
    for article in made.articles:
        assert article.url in words
        assert any(article.url in row for row in sheets["Bài viết"])
        assert any(article.url in row for row in rows)
    assert ["=Việc mot" in row for row in sheets["Hoạt động"]] == [False, True, False, False]
    assert any("'=Việc mot" in row for row in rows)
    assert text.read_bytes().startswith(b"\xef\xbb\xbf")


def all_words(word: Word) -> str:
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in word.paragraphs), *cells])


def test_the_office_changes_the_template(office: Path, tmp_path: Path) -> None:
    copied = copy_template(office)
    assert copied is not None
    assert copy_template(office) is None
    word = docx.Document(str(copied))
    word.add_paragraph("Mẫu riêng của {{ r.office }}")
    word.save(str(copied))
    site, _wrong = load(office)
    (file,) = write_report(office, site, site.duties[DUTY], Period.parse("2026"), TODAY, tmp_path, ["docx"], _)
    assert f"Mẫu riêng của {site.config.office.name}" in all_words(docx.Document(str(file)))


@pytest.mark.parametrize(
    "text",
    [
        "{{ r.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{% for x in r %}",
        "{{ r.nothing.x }}",
    ],
)
def test_a_template_can_run_nothing(text: str, office: Path, tmp_path: Path) -> None:
    copied = copy_template(office)
    word = docx.Document()
    word.add_paragraph(text)
    word.save(str(copied))
    site, _wrong = load(office)
    with pytest.raises(NotReadable):
        list(write_report(office, site, site.duties[DUTY], Period.parse("2026"), TODAY, tmp_path, ["docx"], _))


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ ('a' * 3000000000) | length }}",
        "{% for a in range(99999) %}{{ 'a' * 99999 }}{% endfor %}",
    ],
    ids=["time", "memory", "length"],
)
def test_a_template_cannot_take_the_machine(text: str, office: Path, tmp_path: Path) -> None:
    """The system ends it: the command says so, and writes nothing."""
    word = docx.Document()
    word.add_paragraph(text)
    word.save(str(copy_template(office)))
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = refused(office, tmp_path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert said == "data/templates/bao-cao.docx cannot be filled: it needs more memory or time than a report may"
    assert after.ru_utime + after.ru_stime - began.ru_utime - began.ru_stime < 30
    assert after.ru_maxrss < 2 * 1024 * 1024  # KB; less than what the system lets it have


def refused(office: Path, to: Path, translate: Translate = str) -> str:
    """Why the report is not written."""
    site, _wrong = load(office)
    with pytest.raises(NotReadable) as problem:
        list(write_report(office, site, site.duties[DUTY], Period.parse("2026"), TODAY, to, ["docx"], _))
    assert not list(to.glob("*.docx"))
    return problem.value.why.text(translate)


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("part", "kind", "target"),
    [
        ("word/settings.xml", "attachedTemplate", "https://elsewhere.example/mau.dotm"),
        ("word/document.xml", "image", "https://elsewhere.example/dem.png"),
        ("word/document.xml", "frame", "https://elsewhere.example/khung.docx"),
        ("word/document.xml", "oleObject", "file://elsewhere.example/c"),
        ("word/document.xml", "hyperlink", "file://elsewhere.example/c"),
        ("word/document.xml", "hyperlink", "\\\\elsewhere.example\\c"),
    ],
)
def test_a_template_has_word_fetch_nothing(part: str, kind: str, target: str, office: Path, tmp_path: Path) -> None:
    """Whoever opens the report would tell another server so, or send it the words they sign in with."""
    copied = copy_template(office)
    assert copied
    folder, _slash, name = part.rpartition("/")
    relation = f'<Relationship Id="ra" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    add_relation(copied, f"{folder}/_rels/{name}.rels", relation)
    said = refused(office, tmp_path)
    assert said.startswith("data/templates/bao-cao.docx cannot be filled: Word would fetch ")
    assert target in said


def add_relation(file: Path, part: str, relation: str) -> None:
    """Put a relation into a part of a Word file."""
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name).decode("latin-1") for name in packed.namelist()}
    before = parts.get(part, f'<Relationships xmlns="{PACKAGE}"></Relationships>')
    parts[part] = before.replace("</Relationships>", f"{relation}</Relationships>")
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content.encode("latin-1"))


PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


BEGIN, END = "fldChar:begin", "fldChar:end"


@pytest.mark.parametrize(
    ("pieces", "fine"),
    [
        ((BEGIN, ' INCLUDEPICTURE "https://elsewhere.example/dem.png"', END), False),
        ((BEGIN, " INCLUDE", 'TEXT "https://elsewhere.example/a.docx"', END), False),
        ((BEGIN, ' DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"', END), False),
        ((BEGIN, ' LINK Excel.Sheet.8 "https://elsewhere.example/a.xlsx"', END), False),
        ((' INCLUDEPICTURE "https://elsewhere.example/dem.png"',), False),
        ((BEGIN, "include", BEGIN, " PAGE ", END, 'picture "https://elsewhere.example/dem.png"'), False),
        ((BEGIN, " IF 1 = 1 ", BEGIN, ' INCLUDETEXT "https://elsewhere.example/a.docx"', END, END), False),
        ((BEGIN, BEGIN, ' QUOTE "INCLUDEPICTURE"', END, ' "https://elsewhere.example/dem.png"', END), False),
        ((BEGIN, " INC", "txbxContent:", END, 'LUDEPICTURE "https://elsewhere.example/dem.png"', END), False),
        (('fldSimple:INCLUDEPICTURE "https://elsewhere.example/dem.png"',), False),
        ((BEGIN, " PAGE ", END), True),
        ((BEGIN, " = ", BEGIN, " PAGE ", END, " - 1 ", END), True),
        ((BEGIN, ' HYPERLINK "https://so.example/" ', END), True),
        ((BEGIN, ' HYPERLINK "https://so.example/link/bao-cao" ', END), True),
        ((BEGIN, " REF", END, BEGIN, " RD_muc_1", END), True),
        (("fldSimple: REF muc \\* import",), True),
    ],
)
def test_fields_of_a_template(pieces: tuple[str, ...], fine: bool, office: Path, tmp_path: Path) -> None:
    """Numbers of pages and links are fine; what reads another file is not, also where Word cut it into pieces."""
    word = docx.Document()
    for piece in pieces:
        word.add_paragraph("Trang ").add_run()._r.append(piece_of_field(piece))
    word.save(str(copy_template(office)))
    if not fine:
        assert "Word would fetch " in refused(office, tmp_path)
        return
    site, _wrong = load(office)
    assert list(write_report(office, site, site.duties[DUTY], Period.parse("2026"), TODAY, tmp_path, ["docx"], _))


def piece_of_field(piece: str) -> Any:
    """An element, as `name:value`, or what a field says."""
    name, named, value = piece.partition(":")
    attributes = {"fldChar": "w:fldCharType", "fldSimple": "w:instr", "txbxContent": "w:id"}
    if named and name in attributes:
        return OxmlElement(f"w:{name}", {qn(attributes[name]): value})
    made = OxmlElement("w:instrText")
    made.text = piece
    return made


HEADER = """<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r>
<w:fldChar w:fldCharType="begin"/><w:instrText>{} "https://so.example/dem.png"</w:instrText>
<w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"""
HEADERS = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


@pytest.mark.parametrize(("field", "fine"), [("INCLUDEPICTURE", False), ("HYPERLINK", True)])
@pytest.mark.parametrize("kind", [HEADERS, HEADERS.upper(), f"{HEADERS}; charset=utf-8"])
def test_a_part_may_have_any_name(kind: str, field: str, fine: bool, office: Path, tmp_path: Path) -> None:
    """Word goes by the type that a part is given, not by the end of its name."""
    copied = copy_template(office)
    assert copied
    add_part(copied, "header", "header1.bin", kind, HEADER.format(field))
    if not fine:
        assert "Word would fetch INCLUDEPICTURE " in refused(office, tmp_path)
        return
    site, _wrong = load(office)
    assert list(write_report(office, site, site.duties[DUTY], Period.parse("2026"), TODAY, tmp_path, ["docx"], _))


@pytest.mark.parametrize("kind", ["text/html", "application/xhtml+xml", "message/rfc822"])
def test_a_template_takes_in_no_page(kind: str, office: Path, tmp_path: Path) -> None:
    """A text in another format lies within the file and fetches its pictures from elsewhere."""
    copied = copy_template(office)
    assert copied
    add_part(copied, "aFChunk", "x.htm", kind, '<html><img src="https://elsewhere.example/dem.png"/></html>')
    assert "Word would fetch " in refused(office, tmp_path)


def add_part(file: Path, relation: str, name: str, kind: str, content: str) -> None:
    """Put a part of a type into a Word file, as what the document has a relation to."""
    document = docx.Document(str(file))
    part = Part(PackURI(f"/word/{name}"), kind, content.encode(), document.part.package)
    document.part.relate_to(part, f"{RELATIONS}/{relation}")
    document.save(str(file))


def test_links_of_a_template_stay(office: Path, tmp_path: Path) -> None:
    """An office may lead to its own site: nothing is fetched before somebody follows the link."""
    copied = copy_template(office)
    assert copied
    link = f'<Relationship Id="ra" Type="{RELATIONS}/hyperlink" Target="https://so.example/" TargetMode="External"/>'
    add_relation(copied, "word/_rels/document.xml.rels", link)
    site, _wrong = load(office)
    (file,) = write_report(office, site, site.duties[DUTY], Period.parse("2026"), TODAY, tmp_path, ["docx"], _)
    assert [each.target_ref for each in docx.Document(str(file)).part.rels.values() if each.is_external]


def test_a_template_that_is_none(office: Path, tmp_path: Path) -> None:
    write(office, "data/templates/bao-cao.docx", "no Word file")
    site, _wrong = load(office)
    with pytest.raises(NotReadable):
        list(write_report(office, site, site.duties[DUTY], Period.parse("2026"), TODAY, tmp_path, ["docx"], _))


@pytest.mark.parametrize(
    ("problem", "own", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), True, "data/templates/bao-cao.docx: không có quyền"),
        (TooMuch(), False, "mẫu có sẵn của phần mềm: nó cần nhiều bộ nhớ"),
    ],
)
def test_what_was_filled_is_named_and_why_it_failed(
    problem: Exception, own: bool, said: str, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Vietnamese; an office that has no template of its own is not told to mend one."""
    if own:
        copy_template(office)
    monkeypatch.setattr("generator.desk.report.word.confined", Mock(side_effect=problem))
    assert refused(office, tmp_path, _).startswith(f"không điền được {said}")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-9m", date(2026, 1, 1), date(2026, 9, 30)),
        ("2024-M2", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_periods(text: str, start: date, end: date) -> None:
    period = Period.parse(text)
    assert (period.start, period.end) == (start, end)
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize("text", ["", "2026-H2", "2026-M13", "2026-M0", "26", "2026-11", "2026-M1x"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(NotReadable):
        Period.parse(text)


def test_covered_days_and_the_day_before_which(office: Path) -> None:
    """The days a report is about and the day it is due are two things."""
    file = office / f"data/duties/{DUTY}.yaml"
    edit(file, "period: year", "period: year\ncovers:\n  start: 16/12\n  end: 15/12")
    site, _wrong = load(office)
    assert covered(site.duties[DUTY], Period.parse("2026")) == (date(2025, 12, 16), date(2026, 12, 15))
    monthly = site.duties[DUTY].model_copy(update={"period": "month", "due": None, "due_day": 31, "covers": None})
    assert due(monthly, Period.parse("2026-M01")) == date(2026, 2, 28)
    assert due(monthly, Period.parse("2026-M12")) == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("period", "covers", "named", "on"),
    [
        ("2026", None, "05/01", date(2027, 1, 5)),
        ("2026", None, "10/11", date(2026, 11, 10)),
        ("2026-H1", None, "10/05", date(2026, 5, 10)),
        ("2026-H1", None, "10/07", date(2026, 7, 10)),
        ("2026-9M", None, "10/08", date(2026, 8, 10)),
        ("2027", None, "29/02", date(2028, 2, 29)),
        ("2026", None, "29/02", date(2027, 2, 28)),
        ("2026", ("16/12", "15/12"), "05/01", date(2027, 1, 5)),
        ("2027", ("01/03", "29/02"), "15/03", date(2027, 3, 15)),
    ],
)
def test_a_deadline_belongs_to_the_period_it_is_near(
    period: str, covers: tuple[str, str] | None, named: str, on: date
) -> None:
    """Plans ask for a report some weeks before its days have ended, or after that: never a year before."""
    asked = Period.parse(period)
    values: dict[str, object] = {"id": "x", "sender": "A", "recipient": "B", "period": asked.length, "due": named}
    values |= {"covers": dict(zip(("start", "end"), covers, strict=True))} if covers else {}
    assert due(ReportDuty.model_validate(values), asked) == on


def test_a_yearly_report_is_asked_for_in_january(office: Path) -> None:
    """The list, the report and the published calendar of dues say the same day of the same year's report."""
    file = office / f"data/duties/{DUTY}.yaml"
    text = file.read_text(encoding="utf-8").replace("due: 05/12", "due: 05/01")
    file.write_text(re.sub(r"covers:\n(  .*\n)+", "", text), encoding="utf-8")
    site, wrong = load(office)
    assert not errors(wrong)
    (told,) = [each for each in owed(site, date(2027, 1, 2), 31) if each.kind == "report"]
    assert (told.last, told.about) == (date(2027, 1, 4), f"{DUTY}/2026")
    assert report(office, "2026").due == "05/01/2027"
    (published,) = [each for each in render(site, TODAY) if each.path == "viec-den-han.ics"]
    calendar = published.make()
    assert isinstance(calendar, bytes)
    assert b"DTSTART;VALUE=DATE:20270104" in calendar


def test_owed(office: Path) -> None:
    """A report is owed until it is said to be sent, and due on the last day before the one the plan names."""
    site, _wrong = load(office)
    day = due(site.duties[DUTY], Period.parse("2026"))
    assert day is not None
    (report_,) = [each for each in owed(site, TODAY, 60) if each.kind == "report"]
    assert (day - report_.last).days == 1
    edit(
        office / f"data/duties/{DUTY}.yaml", "period: year", "period: year\nsent:\n  - period: 2026\n    on: 20/11/2026"
    )
    site, _wrong = load(office)
    assert not [each for each in owed(site, TODAY, 60) if each.kind == "report"]
    assert [each.kind for each in owed(site, date(2027, 1, 5), 3)] == ["article"]


def test_the_commands(office: Path, tmp_path: Path) -> None:
    ran = command("due", "--root", str(office), "--today", f"{TODAY}", "--days", "60")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert DUTY in ran.stdout
    common = ("report", "--root", str(office), "--today", f"{TODAY}", "--to", str(tmp_path))
    ran = command(*common, "--duty", DUTY, "--period", "2026", "--format", "csv")
    assert (ran.returncode, ran.stdout.strip()) == (0, f"Đã ghi: {tmp_path}/{DUTY}-2026.csv")
    for wrong, said in ((("--duty", "x"), DUTY), (("--duty", DUTY, "--period", "2026-M1"), "2026")):
        ran = command(*common, *wrong)
        assert (ran.returncode, said in ran.stderr) == (2, True)
        assert "Traceback" not in ran.stderr


def test_no_figure_is_written_while_a_record_cannot_be_read(office: Path, tmp_path: Path) -> None:
    """A count without it would be wrong without a word: reports, dues and their calendar wait for it."""
    broken = "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
    write(office, broken, "x: [\n")
    for words in (
        ("report", "--duty", DUTY, "--period", "2026", "--format", "csv", "--to", str(tmp_path / "to")),
        ("due",),
        ("due", "--ics", str(tmp_path / "viec.ics")),
    ):
        ran = command(*words, "--root", str(office), "--today", f"{TODAY}")
        assert (ran.returncode, ran.stdout) == (1, "")
        assert f"{broken}:2:1: lỗi Y001" in ran.stderr
    assert not (tmp_path / "to").exists()
    assert not (tmp_path / "viec.ics").exists()


def test_a_new_record_can_be_begun_beside_one_that_cannot_be_read(office: Path) -> None:
    """Who is told of that one: its name cannot be chosen. Editors get their schemas, too."""
    write(office, "data/programmes/hong.yaml", "x: [\n")
    answers = ("--set=name=Chỉ tiêu mới", "--set=measure=articles", "--set=goal=1")
    for words in (("new", "target", *answers), ("schema",)):
        ran = command(*words, "--root", str(office))
        assert (ran.returncode, "data/programmes/hong.yaml:2:1: lỗi" in ran.stderr) == (0, True)
    assert (office / "data/targets/chi-tieu-moi.yaml").exists()


def test_a_site_without_duties_is_told_how_to_write_one(office: Path) -> None:
    (office / f"data/duties/{DUTY}.yaml").unlink()
    ran = command("report", "--root", str(office))
    said = " ".join(ran.stderr.split())
    assert (ran.returncode, "data/duties/bao-cao-nam.yaml" in said) == (2, True)
    lines = [each for each in re.findall(r"`(\w+: [^`]+)`", said) if each.partition(":")[0] in ReportDuty.model_fields]
    write(office, "data/duties/bao-cao-nam.yaml", "\n".join(lines) + "\n")
    site, wrong = load(office)
    assert not errors(wrong)
    assert list(site.duties) == ["bao-cao-nam"]


def test_what_an_officer_has_finished_is_not_replaced(office: Path) -> None:
    """Of what was written nothing is lost: new figures replace what nobody touched, else all of them wait."""
    words = ("report", "--root", str(office), "--duty", DUTY, "--period", "2026", "--today")
    folder = office / "bao-cao"
    word, excel = folder / f"{DUTY}-2026.docx", folder / f"{DUTY}-2026.xlsx"
    assert command(*words, f"{TODAY}").returncode == 0
    first = excel.read_bytes()
    assert command(*words, "2026-12-01").returncode == 0
    second = excel.read_bytes()
    assert second != first
    finished = docx.Document(str(word))
    finished.add_paragraph("Ý kiến của trạm trưởng.")
    finished.save(str(word))
    ran = command(*words, "2026-12-02")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"{word} không còn như lúc máy ghi" in " ".join(ran.stderr.split())
    assert "Ý kiến của trạm trưởng." in all_words(docx.Document(str(word)))
    assert excel.read_bytes() == second
    word.rename(folder / "da-xong.docx")
    assert command(*words, "2026-12-02").returncode == 0
    assert sorted(each.name for each in folder.iterdir()) == sorted(["da-xong.docx", word.name, excel.name])


@pytest.mark.parametrize("words", [("due",), ("report", "--duty", DUTY), ("schema",), ("new", "target"), ("edit",)])
def test_a_folder_that_is_no_site_is_told_so(words: tuple[str, ...], tmp_path: Path) -> None:
    """Nothing is owed there, and nothing but a cache is written; of forms, nothing is fetched for it."""
    ran = command(*words, "--root", str(tmp_path))
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "data/site.yaml: lỗi F005" in ran.stderr
    assert {each.name for each in tmp_path.rglob("*")} <= {"build", "edit", "memo.sqlite"}
