"""Scores of Lighthouse for the repository's own pages, on a phone: `python -m tests.lighthouse [ADDRESS…]`.

They are compressed and served as an office serves them, by nginx with the settings that `outreach configure` prints.
npm fetches Lighthouse, pinned here; the browser is the command `chromium`. Exits with 1 where a score is below 100.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import CHROMIUM_FLAGS
from tests.servers import free_port, running
from tests.site import command, copy_project

LIGHTHOUSE = "lighthouse@13.5.0"
PAGES = (
    "",
    "noi-giup-do/",
    "noi-giup-do/dia-chi/methadone-hoai-duc/",
    "duong-day-nong/",
    "bai-viet/2026/11/xet-nghiem-hiv-lan-dau/",
    "tim/",
    "tai-lieu/",
    "en/",
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def scores(address: str) -> dict[str, int]:
    """What Lighthouse gives the page at `address` in each category, from 0 to 100."""
    words = [
        "npx",
        "--yes",
        LIGHTHOUSE,
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    flags = " ".join(("--headless=new", *CHROMIUM_FLAGS))
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    made = subprocess.run(
        [*words, f"--chrome-flags={flags}"], capture_output=True, text=True, check=True, env=environment
    )
    judged = json.loads(made.stdout)["categories"]
    return {name: round(100 * judged[name]["score"]) for name in CATEGORIES}


def main(addresses: list[str]) -> int:
    """Print a line for each page."""
    worst = 100
    with TemporaryDirectory() as folder:
        root = copy_project(Path(folder) / "project")
        port = free_port()
        assert command("build", "--root", str(root), "--compress").returncode == 0
        settings = command("configure", "nginx", "--root", str(root), "--listen", f"127.0.0.1:{port}").stdout
        with running("nginx", settings, port, Path(folder) / "nginx") as server:
            for address in addresses or PAGES:
                found = scores(server.url + address)
                worst = min(worst, *found.values())
                sys.stdout.write(f"| `/{address}` | " + " | ".join(map(str, found.values())) + " |" + "\n")
                sys.stdout.flush()
    return int(worst < 100)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
