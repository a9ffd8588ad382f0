"""A small client of the language server protocol: it starts ``policyc lsp`` and talks to it as an editor does."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_PATIENCE = 25


class Client:
    """An editor with a folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self._run = subprocess.Popen(
            [sys.executable, "-m", "policyc", "lsp", *options], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._read: queue.Queue[dict[str, Any]] = queue.Queue()
        self._count = 0
        self._versions: dict[str, int] = {}
        self.told: list[dict[str, Any]] = []
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        out = self._run.stdout
        assert out is not None
        while True:
            length = 0
            while (line := out.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if line == b"":
                return
            self._read.put(json.loads(out.read(length)))

    def _write(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._run.stdin is not None
        self._run.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._run.stdin.flush()

    def _next(self, until: float) -> dict[str, Any]:
        return self._read.get(timeout=max(0.01, until - time.monotonic()))

    def notify(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._write({"method": method, "params": params})

    def reply(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a request; its response, be it a result or an error."""
        self._count += 1
        self._write({"id": self._count, "method": method, "params": params})
        until = time.monotonic() + _PATIENCE
        while True:
            message = self._next(until)
            if message.get("id") == self._count and "method" not in message:
                return message
            self.told.append(message)

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request; its result."""
        response = self.reply(method, **params)
        assert "error" not in response, response
        return response["result"]

    # ------------------------------------------------------------------ what an editor does

    def initialize(self, **more: Any) -> Any:
        """Begin."""
        able = {"textDocument": {"rename": {"prepareSupport": True}}}
        result = self.ask("initialize", processId=None, rootUri=self.folder.as_uri(), capabilities=able, **more)
        self.notify("initialized")
        return result

    def uri(self, name: str) -> str:
        """The URI of a file of the folder."""
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str | None = None, uri: str | None = None) -> str:
        """Open a file, with its text on disk or another one."""
        text = text if text is not None else (self.folder / name).read_text("utf-8")
        where = uri or self.uri(name)
        self._versions[where] = 1
        document = {"uri": where, "languageId": "pol", "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)
        return text

    def change(self, name: str, text: str) -> None:
        """Type."""
        where = self.uri(name)
        self._versions[where] += 1
        document = {"uri": where, "version": self._versions[where]}
        self.notify("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def at(self, method: str, name: str, position: tuple[int, int], **more: Any) -> Any:
        """Ask something of a place: a line and a UTF-16 unit of it, from 0."""
        place = {"line": position[0], "character": position[1]}
        return self.ask(f"textDocument/{method}", textDocument={"uri": self.uri(name)}, position=place, **more)

    def diagnostics(self, name: str, wanted: set[str], uri: str | None = None) -> list[dict[str, Any]]:
        """Wait until a file has exactly these codes."""
        until = time.monotonic() + _PATIENCE
        where = uri or self.uri(name)
        last: Any = None
        waiting, self.told = self.told, []
        while True:
            message = waiting.pop(0) if waiting else self._next(until)
            params = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == where:
                last = params["diagnostics"]
                if {each["code"] for each in last} == wanted:
                    self.told += waiting
                    return list(last)
            assert time.monotonic() < until, last

    def close_files(self) -> None:
        """Close what is open."""
        for uri in self._versions:
            self.notify("textDocument/didClose", textDocument={"uri": uri})
        self._versions.clear()
        self.told.clear()

    def close(self) -> int:
        """End, as the protocol has it."""
        self.ask("shutdown")
        self.notify("exit")
        return self._run.wait(_PATIENCE)

    def kill(self) -> None:
        """End at once."""
        self._run.kill()
        self._run.wait()
        self._listening.join(_PATIENCE)
        for pipe in (self._run.stdin, self._run.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()


@contextmanager
def editor(folder: Path, **more: Any) -> Iterator[Client]:
    """An editor that has begun."""
    client = Client(folder)
    try:
        client.initialize(**more)
        yield client
    finally:
        client.kill()


def position(text: str, offset: int) -> tuple[int, int]:
    """A place as an editor counts: UTF-16 units."""
    before = text[:offset]
    return before.count("\n"), len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
