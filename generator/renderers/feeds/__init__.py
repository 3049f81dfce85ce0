"""Feeds: one model in several formats, what records become in it, and the list of all of them."""
