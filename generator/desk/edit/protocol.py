"""What Decap CMS asks its proxy for, as values: the protocol of decap-server without branches, drafts and git.

Texts of entries are JSON of the values in a form, with the stamp of those it began with as `seen`: a tab sends it back,
and keeps it in the drafts that stay in the browser. Paths are `articles/<id>.yaml` for records, whatever their files
are called, and `content/pages/anh/<name>` for pictures; any other is refused.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from generator.desk.edit.editor import Editor
from generator.desk.edit.form import UNITS
from generator.desk.edit.limits import NotesGo, NotSaved, Outdated
from generator.desk.edit.pictures import FOLDER, LARGEST, album, drawn, picture
from generator.desk.edit.shape import stamp
from generator.model.message import Translate, message
from generator.model.system import advice, refused

Answer = tuple[HTTPStatus, Any]  # a status and JSON values
_ENTRY = re.compile(r"([a-z_]{1,40})/([^/\\\0]{1,200})\.yaml")


def answer(editor: Editor, asked: object, _: Translate) -> Answer:
    """The answer to what a page asks. Never raises for what is asked; what is refused changes nothing."""
    try:
        action, params = _of(asked, "action", str), _of(asked, "params", dict)
        act = _ACTIONS.get(action)
        if act is None:
            return HTTPStatus.UNPROCESSABLE_ENTITY, {"error": f"no such action: {action[:40]}"}
        return act(editor, params | {"agreed": asked.get("agreed") is True})  # type: ignore[attr-defined]  # a dict
    except NotesGo as problem:
        return HTTPStatus.CONFLICT, {"error": problem.why.text(_), "notes": list(problem.lines)}
    except Outdated as problem:
        return HTTPStatus.CONFLICT, _refusal(problem, _)
    except NotSaved as problem:
        return HTTPStatus.UNPROCESSABLE_ENTITY, _refusal(problem, _)
    except OSError as problem:  # a full disk
        told = [each.text(_) for each in (refused(problem), advice(problem)) if each]
        return HTTPStatus.UNPROCESSABLE_ENTITY, {"error": " ".join(told), "mistakes": []}
    except RecursionError:  # lists in lists in lists
        return HTTPStatus.UNPROCESSABLE_ENTITY, _refusal(_unclear(), _)


def _refusal(problem: NotSaved, _: Translate) -> dict[str, Any]:
    """Why nothing was written, each mistake with the line it is on."""
    mistakes = [
        {
            "sentence": each.message.text(_),
            "hint": each.hint.text(_) if each.hint else "",
            "lines": lines,
            "place": f"{each.place} · {each.code}",
        }
        for each, lines in problem.mistakes
    ]
    return {"error": problem.why.text(_), "mistakes": mistakes}


def _entries(editor: Editor, params: Mapping[str, Any]) -> Answer:
    collection = _of(params, "folder", str)
    found = editor.units() if collection == UNITS else editor.listed(collection)
    return HTTPStatus.OK, [_entry(collection, *each) for each in found]


def _entry(collection: str, name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    raw = json.dumps(values, ensure_ascii=False)
    return {"data": raw, "file": {"path": f"{collection}/{name}.yaml", "id": sha256(raw.encode()).hexdigest()}}


def _one_entry(editor: Editor, params: Mapping[str, Any]) -> Answer:
    collection, name = _named(_of(params, "path", str))
    values = editor.shown(collection, name)
    if values is None:
        return HTTPStatus.NOT_FOUND, {"error": "no such entry"}
    return HTTPStatus.OK, _entry(collection, name, {**values, "seen": stamp(values)})


def _save(editor: Editor, params: Mapping[str, Any]) -> Answer:
    files = _of(params, "dataFiles", list)
    if len(files) != 1:
        raise _unclear()
    collection, name = _named(_of(files[0], "path", str))
    pictures = dict(_picture(each) for each in _of(params, "assets", list))
    try:
        sent = json.loads(_of(files[0], "raw", str))
    except ValueError:
        raise _unclear() from None
    seen = sent.get("seen") if isinstance(sent, dict) else None
    values = editor.save(collection, name, sent, pictures, seen=seen, notes_may_go=params["agreed"])
    return HTTPStatus.OK, {"message": "saved", "seen": stamp(values)}


def _album(editor: Editor, params: Mapping[str, Any]) -> Answer:
    return HTTPStatus.OK, [_media(name, small) for name, small in album(editor.root)]


def _one_picture(editor: Editor, params: Mapping[str, Any]) -> Answer:
    name = _picture_name(_of(params, "path", str))
    content = picture(editor.root, name)
    if content is None:
        return HTTPStatus.NOT_FOUND, {"error": "no such picture"}
    return HTTPStatus.OK, _media(name, content)


def _add_picture(editor: Editor, params: Mapping[str, Any]) -> Answer:
    name, content = _picture(_of(params, "asset", dict))
    editor.add_picture(name, content)
    return HTTPStatus.OK, _media(name, content)


def _delete(editor: Editor, params: Mapping[str, Any]) -> Answer:
    for path in _of(params, "paths", list):
        if str(path).startswith(f"{FOLDER}/"):
            editor.delete_picture(_picture_name(path))
        else:
            editor.delete(*_named(str(path)))
    return HTTPStatus.OK, {"message": "deleted"}


_ACTIONS: Mapping[str, Callable[[Editor, Mapping[str, Any]], Answer]] = {
    "entriesByFolder": _entries,
    "getEntry": _one_entry,
    "persistEntry": _save,
    "getMedia": _album,
    "getMediaFile": _one_picture,
    "persistMedia": _add_picture,
    "deleteFiles": _delete,
}


def _named(path: str) -> tuple[str, str]:
    """The collection and the id that a path of an entry means."""
    found = _ENTRY.fullmatch(path)
    if not found:
        raise _unclear()
    return found[1], found[2]


def _picture_name(path: str) -> str:
    folder, _slash, name = path.rpartition("/")
    if folder != FOLDER:
        raise _unclear()
    return name


def _picture(asset: object) -> tuple[str, bytes]:
    """The name of a picture that is sent, and the picture drawn anew."""
    name = _picture_name(_of(asset, "path", str))
    try:
        content = b64decode(_of(asset, "content", str), validate=True)
    except ValueError:
        raise _unclear() from None
    if len(content) > LARGEST:
        raise NotSaved(message("it is larger than {most} MB", most=f"{LARGEST / 1e6:g}"))
    return name, drawn(name, content)


def _media(name: str, content: bytes) -> dict[str, str]:
    return {
        "id": sha256(content).hexdigest(),
        "content": b64encode(content).decode(),
        "encoding": "base64",
        "path": f"{FOLDER}/{name}",
        "name": name,
    }


def _of(values: object, name: str, kind: type[Any]) -> Any:
    """What stands under a name in JSON values, if it is of that kind."""
    found = values.get(name) if isinstance(values, dict) else None
    if not isinstance(found, kind):
        raise _unclear()
    return found


def _unclear() -> NotSaved:
    return NotSaved(message("The page asked for something that the editor does not do. Reload it and try again."))
