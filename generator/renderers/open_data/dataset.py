"""What is told of a file of open data; the page of all of them and the catalogue are made of these."""

from __future__ import annotations

from typing import NamedTuple


class Dataset(NamedTuple):
    """One file, or one folder of files, below `/data/`.

    `title` and `description` are message ids (see `generator.model.message.label`); `path` is an address within the
    site, `media_type` that of the file (IANA), `standard` the name of the format with its address. `about` is the
    collection whose days tell how fresh it is, if one does; `origin` is a message id, of where the facts come from.
    """

    path: str
    title: str
    description: str
    media_type: str
    standard: tuple[str, str]
    about: str = ""
    origin: str = ""
