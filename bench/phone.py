"""A published site as a phone sees it: a real browser, and a server on loopback."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.site import serve


@contextmanager
def phone(folder: Path) -> Iterator[tuple[Page, str]]:
    """An empty page, and the address under which the files of `folder` are served."""
    with serve(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 360, "height": 800}), address
