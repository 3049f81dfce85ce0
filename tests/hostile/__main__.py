"""`python -m tests.hostile [--groups 12]`: the list in every text field, every page opened, twice.

With as many records of each kind as parts of the list each field gets all of it; more parts, and fewer attempts stand
beside each other. Prints how much was laid and refused, what was opened, and whatever was caught.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM, CHROMIUM_FLAGS
from tests.hostile.site import lay
from tests.hostile.vectors import vectors
from tests.hostile.walk import pages, walk, walk_scripts


def main(asked: list[str]) -> int:
    """Run the campaign; the exit code is 1 if anything was caught."""
    words = argparse.ArgumentParser(prog="python -m tests.hostile")
    words.add_argument("--groups", type=int, default=12, help="records of each kind")
    words.add_argument("--parts", type=int, help="parts of the list; default: as many as groups")
    words.add_argument("--pages", type=int, help="at most so many pages of each kind")
    told = words.parse_args(asked)
    began = time.process_time()
    caught = []
    with TemporaryDirectory() as folder:
        made = lay(Path(folder) / "site", told.groups, told.parts or told.groups)
        print(f"{len(vectors())} attempts, {len({(each.kind, each.loc) for each in made.tried.values()})} fields")  # noqa: T201
        print(f"{made.laid} laid, {len(made.refused)} refused {dict(Counter(made.refused.values()))}", flush=True)  # noqa: T201
        tree = (made.root / "site").resolve()
        paths = pages(tree, told.pages)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS))
            for policy in (True, False):
                found = walk(browser, tree, made.root, paths, policy=policy)
                drawn = walk_scripts(browser, tree, made.root, vectors(), policy=policy)
                caught += [*found.found, *drawn.found]
                named = "with the policy" if policy else "without it"
                print(f"{named}: {found.pages + drawn.pages} pages opened, {len(caught)} caught so far", flush=True)  # noqa: T201
            browser.close()
    for where, what in caught:
        print(f"{where}: {what}")  # noqa: T201
    print(f"{time.process_time() - began:.0f} s of the processor, without the browser's")  # noqa: T201
    return bool(caught)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
