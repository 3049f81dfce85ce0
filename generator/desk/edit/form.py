"""The forms of Decap CMS, made from the types of records: the same fields, labels and words as everywhere else.

Values travel as texts in JSON, whatever the file looks like; the loader alone says what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.desk.edit.pictures import FOLDER, SHOWN
from generator.desk.edit.shape import NO, YES, offered, shape_of
from generator.desk.new import FORMS
from generator.model.activity import KINDS_OF_ACTIVITY
from generator.model.article import Image
from generator.model.fields import Prose
from generator.model.location import LANGUAGES
from generator.model.message import Translate, label, message
from generator.model.record import Part
from generator.model.site import COLLECTIONS, Site
from generator.model.target import MEASURES
from generator.model.walk import references
from generator.renderers.feeds.items import KINDS_OF_CHANGE
from generator.renderers.open_data.said import DOSING
from generator.source.refusals import how_to_write

API = "/api"
UNITS = "units"  # of which there are too many for a list: they are looked up while somebody types
LABELS = {
    "articles": label("Articles"),
    "locations": label("Places"),
    "campaigns": label("Campaigns"),
    "documents": label("Documents"),
    "activities": label("Activities"),
    "targets": label("Targets"),
}
_WORDS = {
    **KINDS_OF_ACTIVITY,
    **MEASURES,
    **LANGUAGES,
    **KINDS_OF_CHANGE,
    **DOSING,
    "draft": label("draft, not published"),
    "published": label("to be published"),
    "organization": label("of the organization"),
    YES: label("yes"),
    NO: label("no"),
}
# What Decap says otherwise, by the way to its phrase: it says “publish” where it only saves.
_PHRASES = {
    "app.header.media": label("Pictures"),
    "collection.sidebar.collections": label("Records"),
    "editor.editorWidgets.list.add": label("Add %{item}"),
    "editor.editorWidgets.object.expand": label("Show"),
    "editor.editorWidgets.object.collapse": label("Fold up"),
    "editor.editorToolbar.deployPreviewPendingButtonLabel": label("To look at it: outreach serve"),
    "editor.editorToolbar.publish": label("Save"),
    "editor.editorToolbar.publishing": label("Saving…"),
    "editor.editorToolbar.published": label("Saved"),
    "editor.editorToolbar.publishNow": label("Save now"),
    "editor.editorToolbar.publishAndCreateNew": label("Save and begin another"),
    "editor.editorToolbar.publishAndDuplicate": label("Save and copy"),
    "ui.toast.onFailToPersist": label("Not saved"),
    "ui.toast.onFailToDelete": label("Not deleted"),
}
_SLUG = 60  # characters of a title that become the name of its file


def settings(site: Site, language: str, today: date, _: Translate) -> dict[str, Any]:
    """What Decap CMS is told: all but where it comes from. `_` puts labels into the language of the office."""
    return {
        "config": {
            "load_config_file": False,
            "locale": language,
            "backend": {"name": "proxy", "proxy_url": API},
            "publish_mode": "simple",
            "media_folder": FOLDER,
            "public_folder": SHOWN,
            "show_preview_links": False,
            "editor": {"preview": False},
            "slug": {"encoding": "ascii", "clean_accents": True},
            "collections": [*(_collection(site, name, today, _) for name in LABELS), _units(_)],
        },
        "phrases": {name: _(said) for name, said in _PHRASES.items()},
        "words": {
            "title": _("Not saved"),
            "undeleted": _("Not deleted"),
            "back": _("Back to the form"),
            "ask": _("Save all the same"),
        },
    }


def _collection(site: Site, name: str, today: date, _: Translate) -> dict[str, Any]:
    form = next(each for each in FORMS.values() if each.collection == name)
    kind = COLLECTIONS[name]
    fields = [_field(site, kind, field, info, _) for field, info in _needed_first(kind)]
    for field in fields:
        if field["name"] == "published":
            field["default"] = today.isoformat()
    stem = f"{{{{slug | truncate({_SLUG})}}}}"
    made = {
        "name": name,
        "label": _(LABELS[name]),
        "label_singular": _(LABELS[name]).lower(),
        "folder": name,
        "extension": "yaml",
        "format": "json",
        "create": True,
        "identifier_field": form.named_after,
        "slug": f"{{{{fields.published | date('YYYY-MM')}}}}-{stem}" if name == "articles" else stem,
        "summary": f"{{{{{form.named_after}}}}}",
        "sortable_fields": [{"field": form.named_after}],
        "fields": fields,
    }
    if name == "articles":
        made["sortable_fields"] = [{"field": "published", "default_sort": "desc"}, {"field": "title"}]
        made["view_filters"] = [{"label": _("Drafts"), "field": "status", "pattern": "draft"}]
    return made


def _units(_: Translate) -> dict[str, Any]:
    """Where units are looked up; nobody sees it as a list."""
    fields = [{"name": name, "label": name, "widget": "string"} for name in ("name", "plain")]
    told = {"name": UNITS, "label": _("Administrative units"), "folder": UNITS, "hide": True, "create": False}
    return {
        **told,
        "delete": False,
        "extension": "yaml",
        "format": "json",
        "identifier_field": "name",
        "fields": fields,
    }


def _needed_first(kind: type[Part]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields of a form: those that a record cannot do without come first."""
    fields = offered(kind).items()
    yield from sorted(fields, key=lambda each: not _needed(each[1]))


def _needed(info: FieldInfo) -> bool:
    return info.is_required() or isinstance(info.default, str)


def _field(site: Site, kind: type[Part], name: str, info: FieldInfo, _: Translate) -> dict[str, Any]:
    """A field as Decap has it. Within parts none is required there: whether the part is, only the loader knows."""
    hint = None if shape_of(info.annotation).kind in (date, bool) else how_to_write(info) or _length(info)
    return {
        "name": name,
        "label": _(info.title or name),
        "required": kind in COLLECTIONS.values() and _needed(info),
        **({"default": info.default} if isinstance(info.default, str) else {}),
        **({"hint": hint.text(_)} if hint else {}),
        **_widget(site, kind, name, info, _),
    }


def _widget(site: Site, kind: type[Part], name: str, info: FieldInfo, _: Translate) -> dict[str, Any]:
    """How a field is filled in."""
    shape = shape_of(info.annotation)
    collection = references(kind).get(name)
    prose = next((mark for mark in info.metadata if isinstance(mark, Prose)), None)
    if collection == UNITS:
        looked_up = {"collection": UNITS, "value_field": "{{slug}}", "display_fields": ["name"], "options_length": 30}
        return {"widget": "relation", **looked_up, "search_fields": ["name", "plain"]}
    if collection or get_origin(shape.kind) is Literal or shape.kind is bool:
        options = _records(site, collection) if collection else _words(shape.kind, _)
        return {"widget": "select", "multiple": shape.many, "options": options}
    if shape.part:
        inner = [_field(site, shape.part, *each, _) for each in offered(shape.part).items()]
        listed = {"label_singular": _(info.title or name).lower()} if shape.many else {}
        return {"widget": "list" if shape.many else "object", "collapsed": True, "fields": inner, **listed}
    if (kind, name) == (Image, "file"):
        return {"widget": "image", "choose_url": False, "media_library": {"config": {"multiple": False}}}
    if prose and prose.markup == "markdown":
        buttons = ["bold", "italic", "link", "heading-two", "heading-three", "quote", "bulleted-list", "numbered-list"]
        return {"widget": "markdown", "buttons": buttons, "editor_components": []}
    if shape.kind is date:
        return {"widget": "datetime", "format": "YYYY-MM-DD", "time_format": False}
    lines = {"widget": "text" if prose and _most(info) != _TITLE else "string"}
    return {"widget": "list", "field": {"name": name, "label": _(info.title or name), **lines}} if shape.many else lines


_TITLE = 150  # characters: a text that is no longer stands in one line


def _most(info: FieldInfo) -> int | None:
    return next((most for mark in info.metadata if (most := getattr(mark, "max_length", None))), None)


def _length(info: FieldInfo) -> Any:
    most = _most(info)
    if most is None:
        return None
    many = shape_of(info.annotation).many
    return message("At most {most}.", most=most) if many else message("At most {most} characters.", most=most)


def _words(kind: Any, _: Translate) -> list[Mapping[str, str]]:
    values = (YES, NO) if kind is bool else get_args(kind)
    return [{"value": value, "label": _(_WORDS.get(value, value))} for value in values]


def _records(site: Site, collection: str) -> list[Mapping[str, str]]:
    heads = site.heads(collection)
    return [{"value": each.id, "label": getattr(each, "name", None) or str(each.title)} for each in heads]
