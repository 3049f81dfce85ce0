"""How MkDocs and the theme render a page that is not a file. What MkDocs does not document is used here alone."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.structure.toc import TableOfContents

from generator.engine.layout import HOLES, Layout, split, token
from generator.engine.names import Names
from generator.model.artifact import Page, Shape


class Frames:
    """Renders pages within one run of the engine; `names` are those of its assets, known when it has written them."""

    def __init__(self, config: MkDocsConfig, env: jinja2.Environment, files: Files, nav: Navigation) -> None:
        self.config = config
        self.env = env
        self.files = files
        self.nav = nav
        self.names = Names()

    def stock(self, shape: Shape, page: Page) -> bytes:
        """The page as the engine itself renders it."""
        return self._render(shape, page).encode()

    def layout(self, shape: Shape) -> Layout:
        """The frame of a shape, cut at its holes."""
        nonce = token_hex(8)  # new in every run, so that no text can ever contain it
        return split(self._render(shape, Page(**{hole: token(hole, nonce) for hole in HOLES})), nonce, self.names)

    def _render(self, shape: Shape, page: Page) -> str:
        file = File.generated(self.config, "x/" * shape.depth + "index.md", content="")
        made = EnginePage(page.title, file, self.config)
        made.meta = {"description": page.description, "section": shape.section, "head": page.head, "wide": True}
        made.meta |= {"languages": page.languages, "edition": shape.edition}
        made.content = page.content
        made.toc = TableOfContents([])
        made.canonical_url = page.canonical
        context = get_context(self.nav, self.files, self.config, made)
        context = self.config.plugins.on_page_context(context, page=made, config=self.config, nav=self.nav)
        output = self.env.get_template("main.html").render(context)
        return self.names.put(self.config.plugins.on_post_page(output, page=made, config=self.config))


def layouts(frames: Frames, samples: Mapping[Shape, Page]) -> tuple[dict[Shape, Layout], list[Shape]]:
    """The layout of every shape, and the shapes whose layout does not do: those the engine must render itself.

    One real page of each shape is rendered both ways; the bytes must be the same.
    """
    made: dict[Shape, Layout] = {}
    slow: list[Shape] = []
    for shape, page in sorted(samples.items()):
        layout = frames.layout(shape)
        if layout.stamp(page) == frames.stock(shape, page):
            made[shape] = layout
        else:
            slow.append(shape)
    return made, slow
