"""The program's newer data comes into a site's own copy; what the office changed itself stays."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli.exchange import update_data
from generator.desk.update import Update, update
from generator.desk.update.holdings import files_of, keys_of
from generator.desk.update.register import REGISTER, read_register
from generator.desk.update.report import lines
from generator.language import translator
from generator.model.diagnostic import errors
from generator.shared import SHARED_DATA
from generator.source.load import load
from tests.conftest import EXAMPLES, ROOT
from tests.site import command, edit, tree

COPIED = ("programmes", "hotlines", "terms", "phones")
PHONES = "data/phones/area_codes.csv"
PROGRAMME = "data/programmes/hiv-aids.yaml"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The folder of a program that travels with some data."""
    for each in (*COPIED, "abbreviations"):
        for file in files_of(ROOT, each):
            (tmp_path / "program" / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, tmp_path / "program" / file)
    return tmp_path / "program"


@pytest.fixture
def site(tmp_path: Path, program: Path) -> Path:
    """A site that took copies of four collections from that program."""
    shutil.copytree(EXAMPLES / "small", tmp_path / "site")
    took(tmp_path / "site", program, *COPIED)
    return tmp_path / "site"


def look(site: Path, program: Path, *names: str, wanted: bool = False) -> Update:
    found, wrong = update(site, program, names, wanted)
    assert (found is None, wrong) == (False, [])
    assert found
    return found


def took(site: Path, program: Path, *names: str) -> Update:
    return look(site, program, *names, wanted=True)


def became(found: Update) -> list[tuple[str, str, str]]:
    return [(each.what, each.name, each.key) for each in found.outcomes]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines_:
        return list(csv.DictReader(lines_))


def test_a_copy_is_the_programs_own_files(site: Path, program: Path) -> None:
    """Comments and all; nothing else is written but the register."""
    for each in COPIED:
        for file in files_of(program, each):
            assert (site / file).read_bytes() == (program / file).read_bytes()
    third = look(site, program, "abbreviations")
    assert (third.copied, third.outcomes, third.files) == (("abbreviations",), (), ("data/abbreviations.csv",))
    copied = {file for each in COPIED for file in files_of(program, each)}
    assert tree(site).keys() - tree(EXAMPLES / "small").keys() == {*copied, REGISTER}
    again = look(site, program)
    assert (again.outcomes, again.files) == ((), ())
    assert set(again.compared) == set(COPIED)
    assert set(again.following) == set(SHARED_DATA) - set(COPIED)
    _site, wrong = load(site)
    assert errors(wrong) == []


def test_a_trial_writes_nothing(site: Path, program: Path) -> None:
    """And says what --write would write."""
    edit(program / PROGRAMME, "name: ", "name: Mới ")
    before = tree(site)
    assert became(look(site, program)) == [("changed", "programmes", "hiv-aids")]
    assert look(site, program).files == (PROGRAMME,)
    assert tree(site) == before


def test_rows_come_go_and_change_and_no_other_letter_does(site: Path, program: Path) -> None:
    """The site's file was saved by Excel: mark and ends of lines stay; so do cells written in another way."""
    text = (program / PHONES).read_text(encoding="utf-8")
    first, second, third, *rest = text.splitlines(keepends=True)[1:]
    quoted = third.replace("Lào Cai", '"Lào Cai"')
    assert quoted != third
    mine = "".join((text.splitlines(keepends=True)[0], first, second, quoted, *rest))
    (site / PHONES).write_bytes(b"\xef\xbb\xbf" + mine.replace("\n", "\r\n").encode())
    new = '999,299,"Nơi ví dụ, mới",2027-01-01,Ví dụ\n'
    changed = first.replace("2017-03-13", "2018-03-13")
    head = text.splitlines(keepends=True)[0]
    (program / PHONES).write_text("".join((head, changed, new, third, *rest)), encoding="utf-8")
    found = took(site, program)
    assert [each[0] for each in became(found)] == ["changed", "added", "removed"]
    wanted = "".join((head, changed, new, quoted, *rest)).replace("\n", "\r\n")
    assert (site / PHONES).read_bytes() == b"\xef\xbb\xbf" + wanted.encode()
    assert look(site, program).outcomes == ()


def test_what_the_office_changed_stays(site: Path, program: Path) -> None:
    """Also where the program changes it as well; a row it took out does not come back, and one of its own stays."""
    lines_ = (site / PHONES).read_text(encoding="utf-8").splitlines(keepends=True)
    own = "998,298,Của riêng,2027-01-01,Ví dụ\n"
    lines_[1] = lines_[1].replace("2017-03-13", "2019-01-01")
    gone, *kept = lines_[2:]
    (site / PHONES).write_text("".join((*lines_[:2], *kept, own)), encoding="utf-8")
    edit(program / PHONES, "Sơn La,2017-03-13", "Sơn La,2020-02-02")
    before = (site / PHONES).read_bytes()
    found = took(site, program)
    keys = [" | ".join(each.split(",")[0:3:2]) for each in (lines_[1], gone)]
    assert became(found) == [("own", "phones/area_codes", key) for key in keys]
    assert (site / PHONES).read_bytes() == before
    assert became(took(site, program)) == became(found)  # told every time, as long as it is not the same
    said = "\n".join(lines(found, translator("vi")))
    assert "until: của bạn 2019-01-01; của phần mềm 2020-02-02" in said
    assert f"bạn đã tự bỏ, không thêm lại  {keys[1]}" in said


def test_a_new_column_comes_into_every_row(site: Path, program: Path) -> None:
    """A newer program may ask for one; the office's own values stay under the old ones."""
    edit(site / PHONES, "Sơn La,2017-03-13", "Sơn La,2019-01-01")
    own = "998,298,Của riêng,2027-01-01,Ví dụ\n"
    (site / PHONES).write_text((site / PHONES).read_text(encoding="utf-8") + own, encoding="utf-8")
    head, *others = (program / PHONES).read_text(encoding="utf-8").splitlines()
    (program / PHONES).write_text(
        "\n".join((f"{head},note", *(f"{each},x" for each in others))) + "\n", encoding="utf-8"
    )
    took(site, program)
    mine = rows(site / PHONES)
    assert list(mine[0]) == [*head.split(","), "note"]
    assert [each["note"] for each in mine] == ["x"] * len(others) + [""]
    assert mine[0]["until"] == "2019-01-01"


def test_a_field_changes_and_comments_stay(site: Path, program: Path) -> None:
    """In a file of one record, and in a list: each without touching another line."""
    for root, note in ((site, "# Ghi chú của chúng tôi\n"), (program, "")):
        file = root / PROGRAMME
        file.write_text(note + file.read_text(encoding="utf-8"), encoding="utf-8")
    edit(site / "data/hotlines.yaml", "  name: Công an\n", "  name: Công an # gọi thử rồi\n")
    edit(program / PROGRAMME, "name: ", "name: Mới ")
    edit(program / "data/hotlines.yaml", "purpose: Khi bạn hoặc người khác đang bị đe dọa", "purpose: Khi bị đe dọa")
    before = (site / "data/hotlines.yaml").read_text(encoding="utf-8")
    found = took(site, program)
    assert became(found) == [("changed", "programmes", "hiv-aids"), ("changed", "hotlines", "113")]
    assert (site / PROGRAMME).read_text(encoding="utf-8").startswith("# Ghi chú của chúng tôi\n")
    assert (site / "data/hotlines.yaml").read_text(encoding="utf-8") == before.replace(
        "Khi bạn hoặc người khác đang bị đe dọa", "Khi bị đe dọa"
    )
    said = "\n".join(lines(found, translator("vi")))
    assert "        purpose (Gọi về việc gì): Khi bạn hoặc người khác đang bị đe dọa → Khi bị đe dọa" in said


def test_entries_of_a_list_come_and_go(site: Path, program: Path) -> None:
    """A new one stands where the program has it, with its notes; the others keep every letter."""
    file = "data/hotlines.yaml"
    text = (program / file).read_text(encoding="utf-8")
    start, middle, end = (
        text.index('- id: "115"'),
        text.index('- id: "114"'),
        text.index("- id:", text.index('- id: "114"') + 1),
    )
    new = text[start:middle].replace('"115"', '"1150"', 1).replace("  cost: free", "  cost: free # như báo đã ghi")
    (program / file).write_text(text[:middle] + new + text[end:], encoding="utf-8")
    assert became(took(site, program)) == [("added", "hotlines", "1150"), ("removed", "hotlines", "114")]
    assert (site / file).read_text(encoding="utf-8") == (program / file).read_text(encoding="utf-8")


def test_files_of_records_come_and_go(site: Path, program: Path) -> None:
    """One that the office changed stays, even when the program has it no more."""
    shutil.copy(program / PROGRAMME, program / "data/programmes/moi.yaml")
    edit(program / "data/programmes/moi.yaml", "id: hiv-aids", "id: moi")
    (program / "data/programmes/social-welfare.yaml").unlink()
    (program / "data/programmes/gender-equality.yaml").unlink()
    edit(site / "data/programmes/gender-equality.yaml", "name: ", "name: Của chúng tôi ")
    found = took(site, program)
    assert sorted(became(found)) == [
        ("added", "programmes", "moi"),
        ("own", "programmes", "gender-equality"),
        ("removed", "programmes", "social-welfare"),
    ]
    assert (site / "data/programmes/moi.yaml").read_bytes() == (program / "data/programmes/moi.yaml").read_bytes()
    assert not (site / "data/programmes/social-welfare.yaml").exists()
    assert (site / "data/programmes/gender-equality.yaml").exists()
    assert look(site, program).outcomes == ()


def test_a_record_that_cannot_be_changed_without_harm_is_told(site: Path, program: Path) -> None:
    """Between braces nothing is put in; the next update tells it again."""
    file = site / "data/hotlines.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index('- id: "115"'), text.index('- id: "114"')
    values = yaml.safe_load(text[start:end])
    flat = yaml.safe_dump(values, default_flow_style=True, allow_unicode=True, width=1000)
    file.write_text(f"{text[:start]}- {flat.strip()[1:-1]}\n\n{text[end:]}", encoding="utf-8")
    assert look(site, program).outcomes == ()
    edit(program / "data/hotlines.yaml", "purpose: Khi có người cần cấp cứu", "purpose: Khi cần cấp cứu")
    before = file.read_bytes()
    for _ in range(2):
        found = took(site, program)
        assert [(each.what, each.key, each.refused) for each in found.outcomes] == [("changed", "115", True)]
        assert found.files == ()
    assert file.read_bytes() == before
    assert "hãy sửa bằng tay" in "\n".join(lines(found, translator("vi")))


def test_without_a_register_nobody_knows_who_changed_it(site: Path, program: Path) -> None:
    """What differs stays; what is missing comes; from then on changes are known."""
    (site / REGISTER).unlink()
    edit(site / PROGRAMME, "name: ", "name: Của chúng tôi ")
    (site / "data/programmes/social-welfare.yaml").unlink()
    found = took(site, program)
    assert became(found) == [("own", "programmes", "hiv-aids"), ("added", "programmes", "social-welfare")]
    edit(program / "data/programmes/social-welfare.yaml", "name: ", "name: Mới ")
    assert ("changed", "programmes", "social-welfare") in became(look(site, program))


def test_a_file_with_mistakes_stops_all(site: Path, program: Path) -> None:
    """Nothing is written, and the place is told."""
    edit(program / PROGRAMME, "name: ", "name: Mới ")
    (site / "data/hotlines.yaml").write_text("- id: [\n", encoding="utf-8")
    before = tree(site)
    found, wrong = update(site, program, (), True)
    assert found is None
    assert [each.place.file for each in wrong] == ["data/hotlines.yaml"]
    assert tree(site) == before


def test_only_what_is_named(site: Path, program: Path) -> None:
    """Of the others neither files nor the register change."""
    edit(program / PROGRAMME, "name: ", "name: Mới ")
    edit(program / PHONES, "Sơn La,2017-03-13", "Sơn La,2020-02-02")
    assert [each[1] for each in became(took(site, program, "phones"))] == ["phones/area_codes"]
    assert [each[1] for each in became(look(site, program))] == ["programmes"]


def test_long_lists_are_cut(site: Path, program: Path) -> None:
    """Of thousands of new rows nobody reads more than the beginning; what changes is always shown."""
    more = "".join(f"{number},1,Nơi ví dụ,2027-01-01,Ví dụ\n" for number in range(9000, 9100))
    text = (program / PHONES).read_text(encoding="utf-8").replace("2017-03-13", "2018-03-13") + more
    (program / PHONES).write_text(text, encoding="utf-8")
    said = list(lines(look(site, program), translator("vi")))
    assert sum(each.startswith("    mới") for each in said) == 20
    assert "    … và 80 dòng nữa" in said
    assert sum("2017-03-13 → 2018-03-13" in each for each in said) == text.count("2018-03-13")


def test_every_shared_table_is_known_by_its_keys() -> None:
    """In all that travels with the program no two rows have the same key, and each collection is there."""
    assert all(files_of(ROOT, each) for each in SHARED_DATA)
    for file in (file for each in SHARED_DATA for file in files_of(ROOT, each) if file.endswith(".csv")):
        keys = [tuple(row[each] for each in keys_of(file)) for row in rows(ROOT / file)]
        assert keys_of(file)
        assert len(set(keys)) == len(keys), file


def test_the_command(site: Path) -> None:
    """With the data of this program; in the program's own folder there is nothing to do."""
    edit(site / PROGRAMME, "name: ", "name: Của chúng tôi ")
    ran = command("update-data", "--root", str(site))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "programmes: 0 mới, 0 sửa, 0 bỏ, 1 bạn tự sửa" in ran.stdout
    assert "Không có bản riêng, luôn theo phần mềm: audiences, service_kinds" in ran.stdout
    ran = command("update-data", "abbreviations", "--write", "--root", str(site))
    assert "Đã ghi 1 tệp." in ran.stdout
    assert read_register(site).keys() == {"programmes", "hotlines", "terms", "phones/area_codes", "abbreviations"}
    own = CliRunner().invoke(update_data, ["--root", str(ROOT)])
    assert (own.exit_code, "chính là bản đi kèm phần mềm" in own.output) == (0, True)
    assert CliRunner().invoke(update_data, ["x", "--root", str(site)]).exit_code == 2
