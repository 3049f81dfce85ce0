"""What paper costs: CPU of leaflets for communes, each with its place and numbers: cold, again, and after one edit.

`python -m bench.paper [COMMUNES]`; beside it the CPU of a fixed sum, to compare machines and moments with. Leaflets are
made alone first, then in whole builds: records, pages, files, release.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from bench.corpus import TODAY
from bench.peers.ours import ROOT
from bench.steps import sum_of_squares, timed
from generator.build.how import How
from generator.build.pipeline import Report, build
from generator.model.artifact import Artifact
from generator.renderers.paper.sheets import sheets
from generator.renderers.paper.typeset import typeset
from generator.source.load import load
from generator.source.press import load_press

SMALL = ROOT / "tests/examples/small"
_PLACE = """id: noi-{number}
name: Phòng tư vấn, xét nghiệm số {number}
services:
  - kind: hiv-testing
unit: {unit}
address: Số {number}, Đường Ví dụ
phones:
  - number: "0292 38{number:05}"
schedule:
  hours: Thứ Hai đến thứ Sáu, 7:30 đến 11:30
verified:
  on: 2026-11-05
  by: Trung tâm Y tế Ví dụ
  source:
    title: Ví dụ tự đặt, không phải nơi có thật
"""


def main(communes: int) -> None:
    """Print the CPU seconds of each build, of the whole and of the sheets in it."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        shutil.copytree(SMALL, root)
        leaflet = root / "content/handouts/to-roi-vi-du.yaml"
        leaflet.write_text(
            leaflet.read_text(encoding="utf-8").replace("each: province", "each: commune"), encoding="utf-8"
        )
        _places(root, communes)
        sum_of_squares()
        leaflets, shop = _leaflets(root)
        timed(f"{len(leaflets)} leaflets alone, A5, two pages each", lambda: [each.make() for each in leaflets])
        timed(f"{len(shop)} of them again for the print shop", lambda: [each.make() for each in shop])
        typeset.cache_clear()
        without = timed("a build without extras", lambda: _publish(root, extras=False))
        report = timed("a build with extras after it", lambda: _publish(root, extras=True))
        printed = [each for each in report.written if each.endswith(".pdf")]
        sys.stdout.write(
            f"         {len(printed)} PDF, {report.outputs} files in all, {without.outputs} without extras\n"
        )
        again = timed("again, nothing changed", lambda: _publish(root, extras=True))
        assert again.rendered == 0
        place = root / "data/locations/noi-1.yaml"
        place.write_text(place.read_text(encoding="utf-8").replace("Số 1,", "Số 1A,"), encoding="utf-8")
        edited = timed("one place edited", lambda: _publish(root, extras=True))
        sys.stdout.write(f"         {sum(each.endswith('.pdf') for each in edited.written)} PDF printed again\n")
    sys.stdout.write(f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB at most\n")


def _places(root: Path, communes: int) -> None:
    """One place in each of so many communes."""
    site, _ = load(root)
    units = [each.id for each in site.units.values() if "/" in each.id and not each.id.startswith("cu/")][:communes]
    for number, unit in enumerate(units, 1):
        (root / f"data/locations/noi-{number}.yaml").write_text(
            _PLACE.format(number=number, unit=unit), encoding="utf-8"
        )


def _leaflets(root: Path) -> tuple[list[Artifact], list[Artifact]]:
    """The leaflets of communes, as they are used and as the print shop needs them."""
    site, _ = load(root)
    press, _ = load_press(root)
    made = [each for each in sheets(replace(site, press=press), TODAY) if each.path.count("/") > 2]
    shop = [each for each in made if each.path.endswith("-nha-in.pdf")]
    return [each for each in made if each not in shop], shop


def _publish(root: Path, *, extras: bool) -> Report:
    report, _ = build(root, root, TODAY, How(extras=extras))
    assert report.published
    return report


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
