"""The names that the formats know, and the namespaces that feeds use."""

from __future__ import annotations

from generator.model.text import words

ATOM = "http://www.w3.org/2005/Atom"
ATOM_03 = "http://purl.org/atom/ns#"
CC = "http://web.resource.org/cc/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATIVE_COMMONS = "http://backend.userland.com/creativeCommonsRssModule"
DC = "http://purl.org/dc/elements/1.1/"
DC_TERMS = "http://purl.org/dc/terms/"
MEDIA = "http://search.yahoo.com/mrss/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS1 = "http://purl.org/rss/1.0/"


NAMESPACES = (
    ATOM,
    CC,
    CONTENT,
    CREATIVE_COMMONS,
    DC,
    DC_TERMS,
    MEDIA,
    "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "http://www.georss.org/georss",
    "http://purl.org/rss/1.0/modules/syndication/",
    "http://purl.org/rss/1.0/modules/slash/",
    "http://wellformedweb.org/CommentAPI/",
    "http://purl.org/syndication/thread/1.0",
    "http://purl.org/syndication/history/1.0",
    "http://purl.org/atompub/tombstones/1.0",
    "http://www.w3.org/2007/app",
)

RSS_CHANNEL = words(
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs "
    "cloud ttl image rating textInput skipHours skipDays item"
)
RSS_ITEM = words("title link description author category comments enclosure guid pubDate source")
RSS_MANY = frozenset(("item", "category", "enclosure"))
ATOM_FEED = words("author category contributor generator icon id link logo rights subtitle title updated entry")
ATOM_ENTRY = words("author category content contributor id link published rights source summary title updated")
ATOM_MANY = frozenset(("entry", "author", "category", "contributor", "link"))
JSON_FEED = words(
    "version title home_page_url feed_url description user_comment next_url icon favicon author authors language "
    "expired hubs items"
)
JSON_ITEM = words(
    "id url external_url title content_html content_text summary image banner_image date_published date_modified "
    "author authors tags language attachments"
)
JSON_AUTHOR = frozenset(("name", "url", "avatar"))
JSON_ATTACHMENT = frozenset(("url", "mime_type", "title", "size_in_bytes", "duration_in_seconds"))
