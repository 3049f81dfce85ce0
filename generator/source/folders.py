"""What a site's folder holds that is read, by name."""

PAGES = "content/pages"  # written by hand
THEME = "theme_overrides"
PRINT = f"{THEME}/print"  # templates of paper, not of pages
SETTINGS = "mkdocs.yml"  # of the engine
FOLDERS = ("content", "data", THEME)
READ = (*FOLDERS, SETTINGS)
