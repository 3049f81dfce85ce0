"""What the engine is made of."""

ENGINE = ("mkdocs", "mkdocs-material", "jinja2", "markdown", "pymdown-extensions", "rcssmin", "rjsmin")
