"""The server behind the YAML extension of VS Code, spoken to as VS Code does (LSP 3.17 over JSON-RPC 2.0)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.desk.schema import SETTINGS

PROGRAM = Path(__file__).parent / "node/node_modules/yaml-language-server/bin/yaml-language-server"


class Server:
    """An editor with a site's folder open; it waits for what it asks, and never longer than the server lives."""

    def __init__(self, root: Path, process: subprocess.Popen[bytes]) -> None:
        self._root = root
        self._process = process
        self._settings = json.loads((root / SETTINGS).read_text(encoding="utf-8"))
        self._asked = self._shown = 0
        self._told: dict[str, list[dict[str, Any]]] = {}
        folder = {"uri": root.as_uri(), "name": root.name}
        can = {"textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}}}
        can["workspace"] = {"configuration": True}
        self.ask("initialize", processId=None, rootUri=root.as_uri(), workspaceFolders=[folder], capabilities=can)
        self._send({"method": "initialized", "params": {}})

    def diagnostics(self, file: str, text: str) -> list[dict[str, Any]]:
        """What is underlined in a file with this text."""
        self.show(file, text)
        return self.underlined(file)

    def underlined(self, file: str) -> list[dict[str, Any]]:
        """What is underlined in a file that was shown."""
        uri = self._uri(file)
        while uri not in self._told:
            self._answer(self._read())
        return self._told.pop(uri)

    def completion(self, file: str, text: str) -> dict[str, dict[str, Any]]:
        """What is offered where `|` stands in the text, by its label."""
        found = self._at("completion", file, text)
        return {each["label"]: each for each in (found["items"] if isinstance(found, dict) else found)}

    def hover(self, file: str, text: str) -> str:
        """What is told of the word where `|` stands in the text."""
        found = self._at("hover", file, text)
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to a request."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while (got := self._read()).get("id") != self._asked or "method" in got:
            self._answer(got)
        assert "error" not in got, got
        return got["result"]

    def _at(self, what: str, file: str, text: str) -> Any:
        before, bar, after = text.partition("|")
        assert bar, text
        self.show(file, before + after)
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return self.ask(f"textDocument/{what}", textDocument={"uri": self._uri(file)}, position=position)

    def show(self, file: str, text: str) -> None:
        """Open a file with this text; it need not be there."""
        self._shown += 1
        document = {"uri": self._uri(file), "languageId": "yaml", "version": self._shown, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def _uri(self, file: str) -> str:
        return (self._root / file).as_uri()

    def _send(self, said: dict[str, Any]) -> None:
        raw = json.dumps({"jsonrpc": "2.0", **said}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(raw) + raw)
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout
        length = 0
        while (line := self._process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        said: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return said

    def _answer(self, got: dict[str, Any]) -> None:
        """Keep what the server tells, and answer what it asks: its settings are those of the site's folder."""
        if got.get("method") == "textDocument/publishDiagnostics":
            self._told[got["params"]["uri"]] = got["params"]["diagnostics"]
        elif got.get("method") == "workspace/configuration":
            yaml = {"schemas": self._settings["yaml.schemas"], "schemaStore": {"enable": False}}
            known = {"yaml": yaml, "editor": {}, "[yaml]": {}, "files": {}}
            self._send({"id": got["id"], "result": [known.get(each["section"], {}) for each in got["params"]["items"]]})
        elif "id" in got and "method" in got:
            self._send({"id": got["id"], "result": None})


@contextmanager
def editor(root: Path) -> Iterator[Server]:
    """An editor that has the folder of a site open."""
    node = shutil.which("node")
    if not (node and PROGRAM.exists()) and not os.environ.get("CI"):
        pytest.skip("no node, or no language server for it: `make test` installs both")
    assert node, "node is missing: `make test` installs it"
    with subprocess.Popen([node, PROGRAM, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Server(root, process)
        finally:
            process.kill()
