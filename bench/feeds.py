"""What feeds and their fragments cost: CPU of all of them, made once in a fresh process, at a size of the corpus.

`python -m bench.feeds [SIZE]`; beside it the CPU of a fixed sum, to compare machines and moments with.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from bench.corpus import LINK, TODAY, Corpus, corpus
from bench.peers.ours import ROOT
from bench.steps import sum_of_squares, timed
from generator.model import feed_address
from generator.model.article import Article
from generator.model.artifact import Artifact, digest
from generator.model.site import Site
from generator.renderers.embed_articles import article_embeds
from generator.renderers.feeds.files import feeds
from generator.source.load import load


def main(size: int) -> None:
    """Print the CPU seconds of each step."""
    site = _site(corpus(ROOT, size))
    sum_of_squares()
    listed = timed("which feeds there are and what they hold", lambda: _planned(site))
    timed("their fingerprints", lambda: [digest(each.inputs) for each in listed])
    month = feed_address.month(1, 2026).rpartition("/")[2]
    archives = [each for each in listed if each.path.endswith(month)]
    others = [each for each in listed if not each.path.endswith(month)]
    timed(f"{len(others)} feeds, lists and the page", lambda: [each.make() for each in others])
    timed(f"{len(archives)} months with every article", lambda: [each.make() for each in archives])
    boxes = timed("what other sites show of feeds", lambda: list(article_embeds(site, TODAY)))
    timed("fingerprints of these fragments", lambda: [digest(each.inputs) for each in boxes])
    timed(f"{len(boxes)} fragments", lambda: [each.make() for each in boxes])


def _planned(site: Site) -> list[Artifact]:
    return [each for batch in feeds(site, TODAY) for each in batch.make(site, TODAY, *batch.given)]


def _site(of: Corpus) -> Site:
    """The repository's site with the articles of a corpus."""
    site, _ = load(ROOT)
    articles = {}
    for each in of.articles:
        record = Article(
            id=f"{each.published:%Y-%m}-{each.slug}",
            title=each.title,
            kind=each.kind,
            status="published",
            published=each.published,
            programmes=each.programmes,
            audiences=each.audiences,
            services=each.services,
            summary=each.summary,
            body=each.body.replace(LINK, "/noi-giup-do/"),
        )
        record.written(record.origin, digest(record.id))
        articles[record.id] = record
    return replace(site, articles=articles)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
