"""The wheel alone, in an empty environment, builds another folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import EXAMPLES, ROOT
from tests.site import asset

UV = Path(sys.executable).with_name("uv")


def test_the_wheel_builds_another_folder(tmp_path: Path) -> None:
    """Base theme, shared data and catalogues travel in the wheel; nothing is taken from the checkout."""
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    python = tmp_path / "env/bin/python"
    _run(UV, "venv", "--quiet", "--python", sys.executable, tmp_path / "env")
    _run(UV, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", ROOT / "requirements.lock")
    _run(UV, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    out = tmp_path / "out"
    outreach = tmp_path / "env/bin/outreach"
    done = _run(outreach, "build", "--root", EXAMPLES / "small", "--out", out, "--today", "2026-11-22")
    assert "Đã xuất bản" in done
    home = (out / "site/index.html").read_text(encoding="utf-8")
    assert "Điều trị Methadone" in home
    assert (out / "site" / asset(out / "site", "assets/css/site.css")).stat().st_size > 1000


def _run(*words: str | Path) -> str:
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, cwd="/", env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout
