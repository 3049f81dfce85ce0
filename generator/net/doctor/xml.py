"""XML to elements that know their places: expat, since it tells columns, which libxml2 does not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from generator.model.diagnostic import error
from generator.model.message import Message, label, message
from generator.model.place import Place
from generator.net.doctor.document import Document, Undone, too_deep, too_many
from generator.net.doctor.value import Escapes, Value

DEEPEST = 100
MOST = 100_000  # elements of one feed
_ATTRIBUTE = r"""\b{name}\s*=\s*["']"""
_WHY = {
    expat.errors.XML_ERROR_TAG_MISMATCH: label("a tag is closed here that is not the one opened last"),
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: label("XML does not know this entity, e.g. `&nbsp;`"),
    expat.errors.XML_ERROR_INVALID_TOKEN: label("this character cannot stand here: an `&` or `<` of a text, perhaps"),
    expat.errors.XML_ERROR_NO_ELEMENTS: label("it ends before everything is closed: it was cut off, perhaps"),
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: label("what begins here never ends"),
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION: label("what begins here never ends"),
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: label("something follows after the end of the feed"),
    expat.errors.XML_ERROR_MISPLACED_XML_PI: label("something stands before `<?xml`: a blank line, perhaps"),
    expat.errors.XML_ERROR_UNBOUND_PREFIX: label("the part before the colon is declared nowhere (xmlns:…)"),
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: label("the same attribute stands twice"),
}


@dataclass(frozen=True, slots=True)
class Element:
    """An element: namespace and local name, `prefix` as it is written, its children, and its text with its place."""

    document: Document
    namespace: str
    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    span: list[int] = field(default_factory=list)  # where its content begins and ends

    @property
    def written(self) -> str:
        """The name as it is written in the feed."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    @property
    def place(self) -> Place:
        """Where its tag begins."""
        return self.document.place(self.start)

    def value(self, markup: bool = False) -> Value:
        """Its text; of an element that holds elements, their source."""
        start, end = self.span[0], self.span[-1]
        if self.children:
            return Value(self.document, self.document.text[start:end], start, end, Escapes.NONE, markup)
        return Value(self.document, "".join(self.pieces), start, end, Escapes.XML, markup)

    def attribute(self, name: str) -> Value | None:
        """The value of an attribute; None when it is not there."""
        if name not in self.attributes:
            return None
        pattern = re.compile(_ATTRIBUTE.format(name=re.escape(name)))
        found = pattern.search(self.document.text, self.start, self.span[0] + 1)
        start = found.end() if found else self.start
        return Value(self.document, self.attributes[name], start, start + len(self.attributes[name]), Escapes.XML)

    def all(self, name: str, namespace: str | None = None) -> list[Element]:
        """The children of a name, in the namespace of the element itself if none is told."""
        where = self.namespace if namespace is None else namespace
        return [each for each in self.children if each.name == name and each.namespace == where]

    def one(self, name: str, namespace: str | None = None) -> Element | None:
        """The first child of a name."""
        return next(iter(self.all(name, namespace)), None)


def read_elements(document: Document) -> Element:
    """The root element. Raises Undone for what is not well-formed, too deep, or has a document type."""
    reader = _Reader(document)
    try:
        reader.parser.Parse(document.text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as problem:
        line = min(problem.lineno, len(document.lines))
        why = Message(_WHY.get(expat.ErrorString(problem.code), expat.ErrorString(problem.code)))
        raise Undone(
            error(
                "K003",
                Place(document.sent.name, line, problem.offset + 1),
                message("this is not well-formed XML, and most readers stop here: {why}", why=why),
                message("Let the program that makes the feed write it with an XML library."),
            )
        ) from None
    return reader.root


class _Reader:
    """Builds the tree from what expat meets."""

    root: Element

    def __init__(self, document: Document) -> None:
        self.document = document
        self.open: list[Element] = []
        self.count = 0
        self.fresh: Element | None = None  # opened last, its content has not begun yet
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.namespace_prefixes = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.CommentHandler = self.other
        self.parser.StartCdataSectionHandler = self.other
        self.parser.StartDoctypeDeclHandler = self.doctype

    def here(self) -> int:
        return self.document.offset(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber)

    def begun(self) -> None:
        """Content of the element opened last begins here."""
        if self.fresh is not None:
            self.fresh.span.append(self.here())
            self.fresh = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.begun()
        if len(self.open) >= DEEPEST:
            raise Undone(too_deep(self.document.place(self.here()), DEEPEST))
        self.count += 1
        if self.count > MOST:
            raise Undone(too_many(self.document.place(self.here()), MOST))
        namespace, local, prefix = _split(name)
        own = {_plain(key): value for key, value in attributes.items()}
        element = Element(self.document, namespace, local, prefix, own, self.here())
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)
        self.fresh = element

    def end(self, name: str) -> None:
        self.begun()
        self.open.pop().span.append(self.here())

    def characters(self, text: str) -> None:
        self.begun()
        if self.open:
            self.open[-1].pieces.append(text)

    def other(self, *told: str) -> None:
        self.begun()

    def doctype(self, *declared: object) -> None:
        raise Undone(
            error(
                "K004",
                self.document.place(self.here()),
                message("the feed has a document type (DOCTYPE): it could make a reader load or unfold anything"),
                message("Delete the DOCTYPE; feeds need none."),
            )
        )


def _split(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix of what expat joins by spaces."""
    parts = name.split(" ")
    return (parts[0], parts[1], parts[2] if len(parts) > 2 else "") if len(parts) > 1 else ("", name, "")


def _plain(name: str) -> str:
    """The name of an attribute, `xml:lang` as it is written."""
    _, local, prefix = _split(name)
    return f"{prefix}:{local}" if prefix else local
