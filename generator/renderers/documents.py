"""Laws, plans and letters: a page each with the fields state websites must show, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.model import address
from generator.model.artifact import Artifact, Page
from generator.model.document import Document
from generator.model.site import Site
from generator.renderers.page import Frame, Link, Post, artifact, frame, page, posts, words


class DocumentView(NamedTuple):
    """What the page of a document shows."""

    frame: Frame
    document: Document
    in_force: bool | None
    successor: Link | None
    programmes: tuple[Link, ...]
    cited_by: tuple[Post, ...]


class DocumentsView(NamedTuple):
    """What the list of documents shows: address, record, and whether it is in force."""

    frame: Frame
    documents: tuple[tuple[str, Document, bool | None], ...]


def documents(site: Site, today: date) -> Iterator[Artifact]:
    """A page for each document, and the list, the newest first."""
    _ = words(site)
    visible = site.published_articles(today)
    crumb = Link(_("Documents"), address.DOCUMENTS)
    for document in site.documents.values():
        successor = site.documents[document.successor] if document.successor else None
        view = DocumentView(
            frame=frame(
                site.config, address.document(document), "documents", document.title, document.abstract, crumbs=(crumb,)
            ),
            document=document,
            in_force=document.in_force(today),
            successor=Link(successor.number or successor.title, address.document(successor)) if successor else None,
            programmes=tuple(
                Link(each.brief, address.programme(each))
                for each in map(site.programmes.__getitem__, document.programmes)
            ),
            cited_by=posts(site, (each for each in visible if document.id in each.documents)),
        )
        yield artifact(document_page, view)
    listed = sorted(site.documents.values(), key=lambda each: (str(each.date or ""), each.id), reverse=True)
    where = frame(
        site.config,
        address.DOCUMENTS,
        "documents",
        _("Documents"),
        _("Laws, decisions, plans and letters this site rests on."),
    )
    yield artifact(
        documents_page,
        DocumentsView(where, tuple((address.document(each), each, each.in_force(today)) for each in listed)),
    )


def document_page(view: DocumentView) -> Page:
    """The page of a document."""
    return page("document.html", view)


def documents_page(view: DocumentsView) -> Page:
    """The list of documents."""
    return page("documents.html", view)
