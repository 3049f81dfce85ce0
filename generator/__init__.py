"""The outreach publisher: records about public-health campaigns become a website that others can take over.

Four functions are the whole public API: `load`, `check`, `render`, `build`.
"""

from generator.build.pipeline import Report, build
from generator.checks import check
from generator.renderers import render
from generator.source.load import load

__all__ = ["Report", "build", "check", "load", "render"]
