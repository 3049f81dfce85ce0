"""The live preview: saves are noticed, the saved page is made first, browsers on this machine follow."""

from generator.build.preview.live import Voice
from generator.build.preview.loopback import InUse
from generator.build.preview.server import serve
from generator.build.preview.watch import NotWatched

__all__ = ["InUse", "NotWatched", "Voice", "serve"]
