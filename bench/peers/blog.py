"""MkDocs + Material with its blog plugin: archive by year, categories, paginated lists; titles in front matter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench import pages
from bench.corpus import Article, Corpus
from bench.pages import ARTICLES, LOCATIONS, file_address, write_articles, write_locations
from bench.peers.material import SETTINGS, Material, write_fronts

_BLOG = f"""\
plugins:
  - search
  - blog:
      blog_dir: {ARTICLES}
      post_url_date_format: yyyy/MM
"""


class Blog(Material):
    """What an office would take for a site with articles."""

    name = "material-blog"
    leaves_out = "feeds, lists by month, need and unit, checks of records; has its own search, sitemap and categories"
    settings = SETTINGS + _BLOG

    def lay_out(self, site: Path, corpus: Corpus) -> None:
        """Articles are posts of the blog."""
        (site / "mkdocs.yml").write_text(self.settings)
        docs = site / "docs"
        write_fronts(docs, corpus)
        pages.write(docs / ARTICLES / "index.md", {"title": "Bài viết"}, "# Bài viết\n")
        posts = docs / ARTICLES / "posts"
        write_articles(posts, corpus, _head, file_address, lead="{summary}\n\n<!-- more -->\n\n")
        write_locations(docs / LOCATIONS / "dia-chi", corpus)

    def article_file(self, site: Path, article: Article) -> Path:
        """A post."""
        return site / f"docs/{ARTICLES}/posts/{article.folder}/{article.slug}.md"


def _head(article: Article) -> Mapping[str, object]:
    return {
        "title": article.title,
        "date": article.published,
        "slug": article.slug,
        "description": article.summary,
        "categories": article.programmes,
    }
