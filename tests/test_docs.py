"""The documents tell the truth: what they name is there, what is there they name, and their samples work."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from generator import build, check, load
from generator.cli import outreach
from generator.desk.codes import explained
from generator.model.diagnostic import Severity, errors
from tests.conftest import ROOT, TODAY
from tests.site import command

README = ROOT / "README.md"
REFERENCE = sorted((ROOT / "docs/huong-dan").glob("tra-cuu-*.md"))  # the other pages are walked: tests/test_guide.py
MESSAGES = ROOT / "docs/messages.md"
DOCUMENTS = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "data/README.md"))
SAMPLE = re.compile(r"```yaml\n(# tệp: (\S+)\n.*?)```", re.DOTALL)
LATER = date(2026, 12, 31)  # when everything the samples schedule has come, or nearly
# What the README says was written wrongly in its article.
BROKEN = (("published: 05/12/2026", "published: 31/11/2026"), ("audiences:", "audience:"))
CODE = re.compile(r"[A-Z]\d{3}")
WEIGHTS = {Severity.ERROR: "lỗi · error", Severity.WARNING: "cảnh báo · warning", Severity.NOTE: "ghi chú · note"}


def samples(document: Path) -> dict[str, str]:
    """The YAML samples of a document by the file they say they are."""
    return {file: text for text, file in SAMPLE.findall(document.read_text(encoding="utf-8"))}


ALL_SAMPLES = {file: text for document in (README, *REFERENCE) for file, text in samples(document).items()}


def lay_over(root: Path, texts: dict[str, str]) -> None:
    """Write files into a site."""
    for file, text in texts.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")


def mistakes(root: Path, today: date) -> list[str]:
    """What stops the site from being published."""
    site, diagnostics = load(root)
    diagnostics += check(site, today)
    return [f"{each.place} {each.code}: {each.message}" for each in errors(diagnostics)]


def codes_in_the_program() -> dict[str, set[Severity]]:
    """Each code that is the first value of a call (`"E164"`, a phone format, is not), with its severities."""
    found: dict[str, set[Severity]] = defaultdict(set)
    for file in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            code = node.args[0].value
            if isinstance(code, str) and CODE.fullmatch(code):
                found[code] |= {
                    Severity[name.id.upper()]
                    for name in ast.walk(node.func)
                    if isinstance(name, ast.Name) and name.id.upper() in Severity.__members__
                }
    return found


def codes_in_the_document() -> dict[str, str]:
    """Each code of `docs/messages.md` with what its row says of the severity."""
    rows = re.findall(r"^\| \[?([A-Z]\d{3})\b[^|]* \| ([^|]+) \|", MESSAGES.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == len(dict(rows)), "a code has two rows"
    return dict(rows)


def options(of: click.Command) -> Iterator[str]:
    """The options of a command as they are written, `--help` among them."""
    for parameter in of.get_params(click.Context(of)):
        yield from parameter.opts


def test_every_command_and_option_is_in_the_readme() -> None:
    """What `outreach` can do is found without asking it."""
    text = README.read_text(encoding="utf-8")
    for name, of in outreach.commands.items():
        assert f"`outreach {name}`" in text, name
        for option in options(of):
            assert f"`{option}" in text, (name, option)
    for option in options(outreach):
        assert f"`{option}" in text, option


def test_every_code_has_a_row_and_every_row_a_code() -> None:
    """A message leads to its explanation, and none explains what does not exist."""
    assert sorted(codes_in_the_document()) == sorted(codes_in_the_program())


def test_every_row_gives_the_severities_of_its_code() -> None:
    """An officer knows from the table what stops publication."""
    told = codes_in_the_document()
    for code, severities in codes_in_the_program().items():
        assert severities, code
        assert told[code] == "; ".join(WEIGHTS[each] for each in sorted(severities)), code


def test_every_target_of_the_makefile_is_explained() -> None:
    """In the README or in CONTRIBUTING."""
    targets = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"site", "serve", "test", "check", "golden"} <= set(targets)
    text = README.read_text(encoding="utf-8") + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [target for target in targets if f"`make {target}`" not in text] == []


def test_every_promise_has_a_test_that_is_there() -> None:
    """Each row of the table of promises in SECURITY.md names tests, and each of these is defined where it says."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    table = text.partition("which test stands for it\n")[2].partition("\n\n`tests/")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`(tests/\w+\.py)::(test_\w+)`", row)
        assert named, row
        for file, test in named:
            assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), (file, test)


def test_every_path_in_the_architecture_is_there() -> None:
    """Names in backticks that look like paths of the repository; what builds make is left out."""
    ignored = {line.strip().strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}
    named = re.findall(r"`([\w.-]+(?:/[\w.-]+)*/?)`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    paths = [name for name in named if "/" in name or re.search(r"\.(?:py|md|html|ya?ml|toml|csv|js|svg|po)$", name)]
    checked = [path for path in paths if path.split("/")[0] not in ignored]
    assert len(checked) > 30
    folders = {path for path in checked if path.endswith("/")}
    assert [path for path in checked if not (ROOT / path).exists()] == []
    assert [path for path in folders if not (ROOT / path).is_dir()] == []


def test_every_decision_that_the_program_cites_is_there() -> None:
    """Who asks for the reason finds it, by the file's name or by its number."""
    sources = [
        each
        for folder in ("generator", "theme_overrides", "tests")
        for each in sorted((ROOT / folder).rglob("*"))
        if each.suffix in {".py", ".html", ".js", ".css"} and each != Path(__file__)
    ]
    cited = [
        (source.relative_to(ROOT).as_posix(), file or number.zfill(4))
        for source in sources
        for file, number in re.findall(
            r"docs/decisions((?:/[\w-]*)?(?:\.md)?)|decision (\d+)", source.read_text(encoding="utf-8")
        )
    ]
    assert len(cited) > 10
    there = [each.name for each in (ROOT / "docs/decisions").glob("*.md")]

    def found(named: str) -> bool:
        name = named.removeprefix("/")
        return name in there or (len(name) == 4 and any(each.startswith(name) for each in there))

    assert [each for each in cited if not found(each[1])] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_the_documents_lead_somewhere(document: Path) -> None:
    """A link to a file of the repository finds it."""
    text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    local = [target for target in targets if target and not re.match(r"[a-z]+:|/", target)]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_every_yaml_block_is_a_sample() -> None:
    """None is there that no test reads."""
    for document in (README, *REFERENCE):
        blocks = document.read_text(encoding="utf-8").count("```yaml")
        assert blocks == len(samples(document)), document


@pytest.mark.parametrize("file", sorted(ALL_SAMPLES))
@pytest.mark.parametrize("today", [TODAY, LATER], ids=str)
def test_a_sample_is_without_errors(file: str, today: date, small_site: Path) -> None:
    """An officer who copies it has nothing to mend."""
    lay_over(small_site, {file: ALL_SAMPLES[file]})
    assert mistakes(small_site, today) == []


def test_all_samples_together_are_published(small_site: Path, tmp_path: Path) -> None:
    """Their links lead somewhere too, which only a build can tell."""
    lay_over(small_site, ALL_SAMPLES)
    report, diagnostics = build(small_site, tmp_path / "out", LATER)
    assert errors(diagnostics) == []
    assert report.published
    assert (report.published / "bai-viet/2026/12/goi-truoc-khi-den/index.html").exists()


def test_the_console_sample_is_what_the_command_prints(small_site: Path) -> None:
    """The README shows a mistake as an officer meets it."""
    ((file, text),) = samples(README).items()
    for right, wrong in BROKEN:
        assert right in text
        text = text.replace(right, wrong)
    lay_over(small_site, {file: text})
    done = command("check", "--root", str(small_site), "--today", TODAY.isoformat())
    shown = re.search(r"```text\n\$ outreach check\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    assert (done.returncode, done.stderr) == (1, shown[1])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_can_be_explained(language: str) -> None:
    """By the command, in both languages, from the same table."""
    for code in codes_in_the_program():
        found = explained(code, language)
        assert found, code
        assert all(part and " · " not in part and "|" not in part for part in found[:4]), found
    assert explained("Z999", language) is None
