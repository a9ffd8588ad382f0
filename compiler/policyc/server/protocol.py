"""The language server itself: the protocol's requests, each answered by a function of the other files.

What takes long (compiling with sources, examples and proofs) is done in one thread of its own, a moment after the last keystroke;
a first answer, without these, is given before. All other requests are answered from the texts as they are.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from policyc.diagnostics.renderers import Language
from policyc.pipeline import Compilation
from policyc.semantics.uses import Use
from policyc.server import completion, hover, telling
from policyc.server.desk import Desk, View
from policyc.server.positions import Lines
from policyc.syntax.format.canonical import format_text
from policyc.syntax.soft import chinese
from policyc.workspace.library import PolicyLibrary
from policyc.workspace.names import index_of_name
from policyc.workspace.places import absolute
from policyc.workspace.renaming import Refused, rename, replaced

#: After so many seconds without a keystroke a file is checked.
_PAUSE = 0.3
_REQUEST_FAILED = -32803

_ITEM_KINDS = {
    "keyword": lsp.CompletionItemKind.Keyword,
    "policy": lsp.CompletionItemKind.Module,
    "unit": lsp.CompletionItemKind.Unit,
    "member": lsp.CompletionItemKind.EnumMember,
    "enum": lsp.CompletionItemKind.Enum,
    "param": lsp.CompletionItemKind.Constant,
    "input": lsp.CompletionItemKind.Variable,
    "field": lsp.CompletionItemKind.Field,
    "source": lsp.CompletionItemKind.File,
    "reading": lsp.CompletionItemKind.Enum,
    "history": lsp.CompletionItemKind.Struct,
}
#: Names before keywords; of names, members where one is chosen.
_ORDER = {"member": "1", "unit": "1", "keyword": "3"}


@dataclass
class State:
    """What the server knows of its client, and its running work."""

    desk: Desk = field(default_factory=Desk)
    language: Language = "zh"
    uris: dict[Path, str] = field(default_factory=dict)
    shown: dict[Path, Compilation] = field(default_factory=dict)
    libraries: dict[tuple[Path, bool], PolicyLibrary] = field(default_factory=dict)
    pending: asyncio.Task[None] | None = None
    work: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "policyc"))


class PolicyServer(LanguageServer):
    """The server with its state."""

    def __init__(self) -> None:
        super().__init__("policyc", version("policyc"), lsp.TextDocumentSyncKind.Full)
        self.state = State()

    # ------------------------------------------------------------------ files

    def path(self, uri: str) -> Path:
        """The file of a URI; what is not on disk is called as if it lay in the current folder."""
        name = to_fs_path(uri) if uri.startswith("file:") else None
        return absolute(name if name is not None else uri.rpartition("/")[2].rpartition(":")[2] or "untitled.pol")

    def uri(self, path: Path) -> str:
        """The URI of a file, spelled as the client spells it where it has it open."""
        return self.state.uris.get(path) or from_fs_path(str(path)) or path.as_uri()

    def view(self, uri: str) -> View | None:
        """A file as the editor has it."""
        return self.state.desk.view(self.path(uri))

    def elsewhere(self, near: View) -> telling.Elsewhere:
        """Places in other files than one."""

        def find(name: str) -> tuple[str, Lines] | None:
            path = self.state.desk.path_of(name, near.path)
            view = self.state.desk.view(path) if path is not None else None
            return None if view is None else (self.uri(view.path), view.lines)

        return find

    def location(self, near: View, file: str, start: int, end: int) -> lsp.Location | None:
        """A place in this or another file."""
        there = (self.uri(near.path), near.lines) if file == near.name else self.elsewhere(near)(file)
        return None if there is None else lsp.Location(there[0], there[1].between(start, end))

    # ------------------------------------------------------------------ checking

    def changed(self, *, at_once: bool = False) -> None:
        """Check the open files, a moment later."""
        if self.state.pending is not None:
            self.state.pending.cancel()
        self.state.pending = asyncio.get_running_loop().create_task(self._check(0 if at_once else _PAUSE))

    async def _check(self, pause: float) -> None:
        await asyncio.sleep(pause)
        texts = dict(self.state.desk.open)
        for thorough in (False, True):
            for path in texts:
                done = await self._compiled(path, texts, thorough=thorough)
                if done is not None and texts == self.state.desk.open:
                    self._publish(path, done)

    async def _compiled(self, path: Path, texts: dict[Path, str], *, thorough: bool) -> Compilation | None:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self.state.work, self._compile, path, texts, thorough)
        except Exception as error:  # a mistake of policyc's own must not end the server
            self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, f"policyc: {type(error).__name__}: {error}"))
            return None

    def _compile(self, path: Path, texts: dict[Path, str], thorough: bool) -> Compilation:
        """Compile a file, in the thread that does nothing else; its libraries are used nowhere else.

        What was compiled already, and rests on nothing that has changed, is not compiled again.
        """
        whole = self._library(path, texts, thorough=True)
        done = whole.made(path) if not thorough else None
        return done or (whole if thorough else self._library(path, texts, thorough=False)).compilation(path)

    def _library(self, path: Path, texts: dict[Path, str], *, thorough: bool) -> PolicyLibrary:
        libraries, key = self.state.libraries, (path.parent, thorough)
        if key not in libraries:
            libraries[key] = self.state.desk.new_library(path, texts, thorough=thorough)
        libraries[key].update(texts)
        return libraries[key]

    def forget(self) -> None:
        """Something on disk may have changed."""
        self.state.desk.forget()
        self.state.libraries = {}

    def _publish(self, path: Path, done: Compilation) -> None:
        view = self.state.desk.view(path)
        if view is None or view.text != done.text or self.state.shown.get(path) is done:
            return
        self.state.shown[path] = done
        elsewhere, uri = self.elsewhere(view), self.uri(path)
        told = [telling.told(found, view, elsewhere, uri, self.state.language) for found in done.diagnostics]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, told))


def server() -> PolicyServer:
    """A server that answers all that it can."""
    made = PolicyServer()
    _documents(made)
    _questions(made)
    _changes(made)
    return made


# ------------------------------------------------------------------ documents


def _documents(made: PolicyServer) -> None:
    @made.feature(lsp.INITIALIZE)
    def initialize(ls: PolicyServer, params: lsp.InitializeParams) -> None:
        options = params.initialization_options
        wanted = options.get("language") if isinstance(options, dict) else None
        locale = (params.locale or "zh").lower()
        ls.state.language = wanted if wanted in ("zh", "en") else "en" if locale.startswith("en") else "zh"

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: PolicyServer, params: lsp.DidOpenTextDocumentParams) -> None:
        encoding = ls.workspace.position_encoding
        ls.state.desk.encoding = str(getattr(encoding, "value", encoding) or "utf-16")
        path = ls.path(params.text_document.uri)
        ls.state.uris[path] = params.text_document.uri
        ls.state.desk.put(path, params.text_document.text)
        ls.changed(at_once=True)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: PolicyServer, params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        ls.state.desk.put(ls.path(uri), ls.workspace.get_text_document(uri).source)
        ls.changed()

    @made.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: PolicyServer, params: lsp.DidSaveTextDocumentParams) -> None:
        ls.forget()
        ls.changed()

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: PolicyServer, params: lsp.DidCloseTextDocumentParams) -> None:
        path = ls.path(params.text_document.uri)
        ls.state.desk.drop(path)
        ls.state.shown.pop(path, None)
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(params.text_document.uri, []))
        ls.state.uris.pop(path, None)
        ls.changed()

    @made.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(ls: PolicyServer, params: lsp.DidChangeWatchedFilesParams) -> None:
        ls.forget()
        ls.changed()

    @made.feature(lsp.SHUTDOWN)
    def shutdown(ls: PolicyServer, params: None) -> None:
        if ls.state.pending is not None:
            ls.state.pending.cancel()
        ls.state.work.shutdown(wait=False, cancel_futures=True)


# ------------------------------------------------------------------ questions


def _questions(made: PolicyServer) -> None:
    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(ls: PolicyServer, params: lsp.HoverParams) -> lsp.Hover | None:
        view = ls.view(params.text_document.uri)
        found = hover.hover(view, view.lines.offset(params.position)) if view is not None else None
        if view is None or found is None:
            return None
        text, start, end = found
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), view.lines.between(start, end))

    @made.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(ls: PolicyServer, params: lsp.DefinitionParams) -> lsp.Location | None:
        view = ls.view(params.text_document.uri)
        meant = view.definition_at(view.lines.offset(params.position)) if view is not None else None
        if view is None or meant is None:
            return None
        return ls.location(view, meant.span.file, meant.span.start, meant.span.end)

    @made.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def referred(ls: PolicyServer, params: lsp.ReferenceParams) -> list[lsp.Location]:
        view = ls.view(params.text_document.uri)
        meant = view.definition_at(view.lines.offset(params.position)) if view is not None else None
        if view is None or meant is None:
            return []
        desk = ls.state.desk
        index = index_of_name(meant.name, desk.workspace(view.path), [view.path, *desk.open], desk.open)
        spans = [d.span for d in index.known.get(meant.key, ()) if params.context.include_declaration]
        spans += [use.span for use in index.uses(meant.key)]
        found = (ls.location(view, span.file, span.start, span.end) for span in dict.fromkeys(spans))
        return [place for place in found if place is not None]

    @made.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlighted(ls: PolicyServer, params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        view = ls.view(params.text_document.uri)
        found = view.at(view.lines.offset(params.position)) if view is not None else None
        if view is None or found is None or view.names is None:
            return []
        key = found[0].key
        spans = [d.span for d in view.definitions if d.key == key] + [use.span for use in view.names.uses if use.key == key]
        return [lsp.DocumentHighlight(view.lines.range(span)) for span in spans]

    @made.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outlined(ls: PolicyServer, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        view = ls.view(params.text_document.uri)
        return telling.symbols(view) if view is not None else []

    @made.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[".", "/"]))
    def completed(ls: PolicyServer, params: lsp.CompletionParams) -> lsp.CompletionList:
        view = ls.view(params.text_document.uri)
        items = completion.complete(view, view.lines.offset(params.position)) if view is not None else []
        # What fits depends on the spelling that is being typed, so it is asked for again with every letter.
        return lsp.CompletionList(is_incomplete=True, items=[_item(item, view) for item in items if view is not None])


def _item(item: completion.Item, view: View) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        item.label,
        kind=_ITEM_KINDS.get(item.what, lsp.CompletionItemKind.Function),
        detail=item.detail or None,
        filter_text=item.typed,
        sort_text=_ORDER.get(item.what, "2") + item.label,
        text_edit=lsp.TextEdit(view.lines.between(item.start, item.end), item.label),
    )


# ------------------------------------------------------------------ changes


def _changes(made: PolicyServer) -> None:
    @made.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll]),
    )
    def acted(ls: PolicyServer, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        view = ls.view(params.text_document.uri)
        return _actions(ls, view, params) if view is not None else []

    @made.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatted(ls: PolicyServer, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        view = ls.view(params.text_document.uri)
        text, _ = format_text(view.text, view.name) if view is not None else (None, ())
        return [] if view is None or text is None or text == view.text else [lsp.TextEdit(view.lines.whole, text)]

    @made.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepared(ls: PolicyServer, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        view = ls.view(params.text_document.uri)
        found = view.at(view.lines.offset(params.position)) if view is not None else None
        if view is None or found is None or view.definition(found[0].key) is None:
            return None
        span = found[0].span if isinstance(found[0], Use) else telling.word_span(found[0], alias=found[1])
        return lsp.PrepareRenamePlaceholder(view.lines.range(span), view.text[span.start : span.end])

    @made.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def renamed(ls: PolicyServer, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        view = ls.view(params.text_document.uri)
        meant = view.definition_at(view.lines.offset(params.position)) if view is not None else None
        if view is None or meant is None:
            return None
        desk = ls.state.desk
        done = rename(meant, params.new_name, desk.workspace(view.path), [view.path, *desk.open], desk.open)
        if isinstance(done, Refused):
            zh = ls.state.language == "zh"
            told = [done.why if zh else done.why.en, *(d.message(ls.state.language) for d in done.diagnostics[:3])]
            raise JsonRpcException("\n".join(told), _REQUEST_FAILED)
        edits: dict[str, list[lsp.TextEdit]] = {}
        for change in done.changes:
            lines = Lines(change.before, desk.encoding)
            one_by_one = change.after == replaced(change.before, change.spans, done.new)
            places = [lsp.TextEdit(lines.range(span), done.new) for span in change.spans]
            edits[ls.uri(change.path)] = places if one_by_one else [lsp.TextEdit(lines.whole, change.after)]
        for path, text in done.locks.items():
            edits[ls.uri(path)] = list(_lines_changed(path.read_text("utf-8"), text))
        return lsp.WorkspaceEdit(changes=edits)


def _lines_changed(before: str, after: str) -> Iterator[lsp.TextEdit]:
    """The edits that make one text of the other, line by line: a renaming changes no number of lines."""
    for at, (old, new) in enumerate(zip(before.split("\n"), after.split("\n"), strict=True)):
        if old != new:
            end = len(old.encode("utf-16-le")) // 2
            yield lsp.TextEdit(lsp.Range(lsp.Position(at, 0), lsp.Position(at, end)), new)


def _actions(ls: PolicyServer, view: View, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """The fixes of diagnostics in a range, and all sure ones of the file at once."""
    shown = ls.state.shown.get(view.path)
    found = shown.diagnostics if shown is not None else ()
    start, end = view.lines.offset(params.range.start), view.lines.offset(params.range.end)
    uri = params.text_document.uri
    only = params.context.only
    made: list[lsp.CodeAction] = []
    every = list(telling.mends(found, view.name))
    for mend in every:
        spans = (mend.diagnostic.span, *(fix.span for fix in mend.fixes))
        if _wanted(only, lsp.CodeActionKind.QuickFix) and any(s.start <= end and start <= s.end for s in spans):
            edit = lsp.WorkspaceEdit(changes={uri: telling.edits(mend.fixes, view.lines)})
            same = [d for d in params.context.diagnostics if d.code == mend.diagnostic.code.code]
            made.append(
                lsp.CodeAction(
                    telling.title(mend, view.text, ls.state.language),
                    kind=lsp.CodeActionKind.QuickFix,
                    diagnostics=same or None,
                    is_preferred=mend.sure or None,
                    edit=edit,
                )
            )
    sure = [fix for mend in every if mend.sure for fix in mend.fixes]
    if sure and _wanted(only, lsp.CodeActionKind.SourceFixAll):
        all_of = lsp.WorkspaceEdit(changes={uri: telling.edits(sure, view.lines)})
        said = "改正所有确定的错误" if ls.state.language == "zh" else "fix all that is sure"
        made.append(lsp.CodeAction(said, kind=lsp.CodeActionKind.SourceFixAll, edit=all_of))
    return made


def _wanted(only: object, kind: lsp.CodeActionKind) -> bool:
    """Whether a client asks for actions of a kind: of all, of this one, or of one above it."""
    if not isinstance(only, list | tuple) or not only:
        return True
    asked = [str(getattr(each, "value", each)) for each in only]
    return any(kind.value == each or kind.value.startswith(f"{each}.") for each in asked)


def run() -> None:
    """Serve over standard input and output until the client leaves."""
    chinese()  # loaded before the first keystroke
    # The streams are the protocol's alone: what anything else prints goes to standard error.
    with os.fdopen(os.dup(0), "rb") as asked, os.fdopen(os.dup(1), "wb") as answered:
        os.dup2(2, 1)
        with contextlib.suppress(KeyboardInterrupt):
            server().start_io(asked, answered)
