"""`python -m bench.tables`: a list of 5,000 made-up places is read and judged (`outreach import` without `--write`)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

import click
import xlsxwriter

from bench.peers.ours import ROOT
from generator.source.units import load_units

COUNT = 5000
HEADINGS = (
    "STT",
    "Tên cơ sở",
    "Địa chỉ",
    "Xã/Phường",
    "Tỉnh",
    "Điện thoại",
    "Dịch vụ",
    "Thời gian làm việc",
    "Ghi chú",
)
_SERVICES = ("Methadone", "XN HIV; PrEP", "ARV", "XN HIV", "Methadone; ARV")
_HOURS = ("T2–T6 7h30–11h30, 13h30–17h", "Hằng ngày 6h–18h", "T2–T7 7h–11h", "")
_NOBODY = "0217"  # no area of Việt Nam has this code: such a number rings nowhere


def write_list(file: Path, count: int = COUNT) -> None:
    """Write the list, the same one every time."""
    random = Random(20261122)  # noqa: S311  # the same rows every time are wanted
    units, _ = load_units(ROOT)
    communes = [unit for province in units.provinces for unit in units.below(province.id) if not unit.valid_to]
    book = xlsxwriter.Workbook(str(file), {"strings_to_formulas": False})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, ["DANH SÁCH NƠI VÍ DỤ"])
    sheet.write_row(2, 0, HEADINGS)
    for number in range(count):
        commune = random.choice(communes)
        row = (
            number + 1,
            f"Cơ sở ví dụ số {number}",
            f"Số {random.randint(1, 900)}, đường Ví dụ {random.randint(1, 99)}",
            commune.name,
            units.province(commune.id).name,
            f"{_NOBODY} {random.randint(100, 999)} {random.randint(1000, 9999)}",
            random.choice(_SERVICES),
            random.choice(_HOURS),
            "",
        )
        sheet.write_row(number + 3, 0, row)
    book.close()


def main() -> None:
    """Say how many seconds of the processor the command took, and how it ended."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        for name in ("data", "content"):
            shutil.copytree(ROOT / name, root / name)
        file = Path(folder) / "list.xlsx"
        write_list(file)
        outreach = Path(sys.executable).with_name("outreach")
        words = [str(word) for word in (outreach, "import", file, "--root", root, "--today", "2026-11-22")]
        for more in ([], ["--write"], []):
            before = getrusage(RUSAGE_CHILDREN)
            done = subprocess.run([*words, *more], capture_output=True, text=True, check=False)  # noqa: S603  # our own words
            after = getrusage(RUSAGE_CHILDREN)
            seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            said = (done.stdout or done.stderr).splitlines()[-1]
            click.echo(f"{COUNT} rows {' '.join(more)}: {seconds:.2f} s CPU, {said}")


if __name__ == "__main__":
    main()
