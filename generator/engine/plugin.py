"""The MkDocs plugin. It gives the theme the office's data and the engine the site's words and layouts.

It runs in two ways: told by `prepare` (our own builds), where it hands out layouts and lets MkDocs render the pages
written by hand; and in plain `mkdocs build` or `mkdocs serve`, where it also writes every record page itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.theme import Theme

from generator import shared
from generator.checks import check
from generator.engine.assets import lighten, rename
from generator.engine.editions import Editions
from generator.engine.frames import Frames, layouts
from generator.engine.pictures import unseen
from generator.model.artifact import Artifact, Page, Shape
from generator.model.config import SiteConfig
from generator.model.diagnostic import errors
from generator.model.vietnamese import slug
from generator.renderers import render
from generator.renderers.page import hreflang, switch
from generator.source.load import load
from generator.today import today_in_vietnam

# Material's own styles and scripts: our frame uses none of them.
_UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
_PRINT = "print/"  # what paper is printed with (`generator.source.press`)
# Of the map with streets, which only some offices have.
_STREETS = ("assets/leaflet/", "assets/js/streets.js", "assets/css/streets.css")


class _Visible(jinja2.FileSystemLoader):
    """Lists nothing hidden: thousands of icons lie so in Material, and MkDocs would then leave out each of them."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for base in self.searchpath:
            for folder, inside, files in os.walk(base):
                inside[:] = [name for name in inside if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(base).as_posix() for name in files)
        return sorted(found)


def _visible(theme: jinja2.Environment) -> jinja2.Environment:
    assert isinstance(theme.loader, jinja2.FileSystemLoader)
    theme.loader = _Visible(theme.loader.searchpath)
    return theme


def heading_id(text: str, separator: str) -> str:
    """Ids of headings in hand-written pages; Markdown's own way loses đ."""
    return slug(text).replace("-", separator)


def samples(artifacts: Iterable[Artifact]) -> dict[Shape, Page]:
    """One real page of every shape."""
    found: dict[Shape, Page] = {}
    for artifact in artifacts:
        if artifact.shape is not None and artifact.shape not in found:
            page = artifact.make()
            assert isinstance(page, Page)
            found[artifact.shape] = page
    return found


class OutreachPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # MkDocs types its plugins loosely
    """See the module."""

    site: SiteConfig
    samples: Mapping[Shape, Page]
    artifacts: tuple[Artifact, ...] = ()  # what plain MkDocs must write; none within a shell run
    unseen: frozenset[str] = frozenset()  # pictures that plain MkDocs must not publish
    frames: Frames
    editions: Editions
    nav: Navigation
    prepared = False

    def prepare(self, site: SiteConfig, pages: Mapping[Shape, Page], artifacts: Iterable[Artifact] = ()) -> None:
        """Tell the plugin what to render: the office, a page of every shape and, for plain MkDocs, the artifacts."""
        self.site = site
        self.samples = pages
        self.artifacts = tuple(artifacts)
        self.prepared = True

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the records, unless a shell run has brought them; put the office into the settings."""
        if not self.prepared:
            self._prepare_alone(Path(config.config_file_path).parent)
        config.site_name = self.site.name
        config.site_url = self.site.base_url
        config.extra["site"] = self.site  # for an office's own partials; ours take `site`, that of their edition
        config.theme.static_templates.discard("sitemap.xml")  # ours lists the record pages too
        if not any(Path(folder).resolve() == shared.THEME.resolve() for folder in config.theme.dirs):
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(shared.THEME))
        config.theme.get_env = lambda: _visible(Theme.get_env(config.theme))  # type: ignore[method-assign]
        return config

    def _prepare_alone(self, root: Path) -> None:
        today = today_in_vietnam()
        site, diagnostics = load(root)
        diagnostics += check(site, today)
        if wrong := errors(diagnostics):
            lines = "\n".join(f"{each.place}: {each.code}: {each.message}" for each in wrong)
            raise PluginError(f"outreach check found mistakes:\n{lines}")
        artifacts = render(site, today)
        self.prepare(site.config, samples(artifacts), artifacts)
        self.unseen = unseen(root, site, today)
        self.prepared = False  # `mkdocs serve` loads again for every build

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out what the theme brings and no page uses, and pictures that nobody shall see."""
        unused = (_PRINT,) if self.site.map else (_PRINT, *_STREETS)
        for file in list(files):
            inside = Path(file.abs_src_path or "")
            material = file.src_uri.startswith(_UNUSED) and "material" in inside.parts
            left_out = file.src_uri == "sitemap.xml" or file.src_uri in self.unseen
            if left_out or file.src_uri.startswith(unused) or material:
                files.remove(file)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for the frames, and what they say in each edition."""
        self.nav = nav
        pages = frozenset(f"/{file.url}" for file in files.documentation_pages())
        telling = frozenset(each.edition for each in self.samples if each.section == "articles" and each.edition)
        self.editions = Editions(self.site, pages, config.extra, telling)
        return nav

    def on_page_content(self, html: str, page: EnginePage, config: MkDocsConfig, files: Files) -> str:
        """Links of hand-written pages are absolute within their edition, as everywhere."""
        return self.editions.where(f"/{page.url}").relative(html)

    def on_page_context(self, context: Any, page: EnginePage, config: MkDocsConfig, nav: Navigation) -> Any:
        """The frame speaks the language of the page; one written by hand stands in the section of its own name."""
        if not page.meta.get("wide"):
            where = self.editions.where(f"/{page.url}")
            page.meta.update(section=where.path.strip("/"), edition=where.folder.strip("/"))
            page.meta.update(languages=switch(where), head=hreflang(where))
        self.editions.speak(self.frames.env, page.meta["edition"])
        return context

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give templates the words of the interface."""
        env.add_extension("jinja2.ext.i18n")
        self.editions.speak(env)
        self.frames = Frames(config, env, files, self.nav)
        return env

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Make styles and scripts light and name them; in plain MkDocs, write every record page, feed and list."""
        lighten(Path(config.site_dir))
        self.frames.names = rename(Path(config.site_dir), urlsplit(self.site.base_url).path)
        if not self.artifacts:
            return
        made, _ = layouts(self.frames, self.samples)
        for artifact in self.artifacts:
            result = artifact.make()
            if isinstance(result, Page):
                assert artifact.shape is not None
                layout = made.get(artifact.shape)
                result = layout.stamp(result) if layout else self.frames.stock(artifact.shape, result)
            target = Path(config.site_dir, artifact.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(result)


os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice about its own future
