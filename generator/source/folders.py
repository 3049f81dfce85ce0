"""What a site's folder holds that is read, by name."""

from __future__ import annotations

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place

CONFIG = "data/site.yaml"  # describes the site
PAGES = "content/pages"  # written by hand
THEME = "theme_overrides"
PRINT = f"{THEME}/print"  # templates of paper, not of pages
SETTINGS = "mkdocs.yml"  # of the engine
FOLDERS = ("content", "data", THEME)
READ = (*FOLDERS, SETTINGS)


def no_site() -> Diagnostic:
    """That a folder is not that of a site."""
    return error(
        "F005",
        Place(CONFIG),
        message("the file that describes the site is missing"),
        message("Perhaps this is not the folder of your site: go there with `cd`. No site yet: `outreach init`."),
    )
