"""The language of the command, settled before click is imported, which looks its own sentences up at once."""

from __future__ import annotations

import gettext
import os
import sys
from itertools import pairwise

from generator.language import translator
from generator.shared import LOCALE


def _asked_language(words: list[str]) -> str:
    """The language asked for on the command line; needed before click reads it, because help texts are set by then."""
    asked = [after for before, after in pairwise(words) if before == "--lang"]
    asked += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return "en" if asked[-1:] == ["en"] else "vi"


LANGUAGE = _asked_language(sys.argv)
_ = translator(LANGUAGE)
# click's own sentences, from a catalogue of their own.
os.environ["LANGUAGE"] = LANGUAGE
gettext.bindtextdomain("click", str(LOCALE))
gettext.textdomain("click")
