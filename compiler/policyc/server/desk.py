"""The desk: the files that an editor has open, with texts that need not be saved, and what the compiler knows of them.

Everything is worked out when it is first asked for, and forgotten with the next change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from policyc.model.policy import Policy
from policyc.pipeline import Compilation
from policyc.semantics.relations.naming import Compiled
from policyc.semantics.uses import Definition, FileNames, Key, Use, definitions_of, names_of, policy_key
from policyc.server.positions import Lines
from policyc.syntax import tree
from policyc.syntax.parse import parse
from policyc.syntax.scan import Outline, Places, outline
from policyc.workspace.compiling import library_of, name_of
from policyc.workspace.library import PolicyLibrary
from policyc.workspace.settings import Workspace, find_workspace


class View:
    """A file as the editor has it, or as it is on disk."""

    def __init__(self, desk: Desk, path: Path, text: str) -> None:
        self.desk = desk
        self.path = path
        self.text = text

    @cached_property
    def lines(self) -> Lines:
        """Its lines, in the encoding of the client."""
        return Lines(self.text, self.desk.encoding)

    @cached_property
    def name(self) -> str:
        """What its spans call it."""
        return name_of(self.path)

    @cached_property
    def tree(self) -> tree.File | None:
        """Its tree: the declarations that can be read."""
        return parse(self.text, self.name)[0]

    @cached_property
    def places(self) -> Places:
        """Offsets as spans."""
        return Places(self.text, self.name)

    @cached_property
    def outline(self) -> Outline:
        """Where its declarations begin."""
        return outline(self.places)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """What it declares."""
        return definitions_of(self.tree) if self.tree is not None else ()

    @property
    def library(self) -> PolicyLibrary:
        """Where the policies are that it names."""
        return self.desk.library(self.path)

    @cached_property
    def names(self) -> FileNames | None:
        """Its names and what they mean."""
        return names_of(self.tree, self.text, self.library) if self.tree is not None else None

    @cached_property
    def compilation(self) -> Compilation:
        """What compiling it came to, without sources, examples and proofs."""
        return self.library.compilation(self.path)

    def forget(self) -> None:
        """Another file changed: what this one means may have changed with it."""
        for known in ("names", "compilation"):
            self.__dict__.pop(known, None)

    @property
    def id(self) -> str:
        """The id of its policy."""
        return self.names.policy if self.names is not None else ""

    @property
    def policy(self) -> Policy | None:
        """Its policy, as far as it can be read."""
        return self.compilation.policy

    def at(self, offset: int) -> tuple[Definition | Use, bool] | None:
        """The name at an offset, declared or used; and whether it stands there by its ASCII name."""
        if self.names is None:
            return None
        for use in self.names.uses:
            if use.span.start <= offset <= use.span.end:
                return use, use.alias
        for definition in self.definitions:
            if definition.span.start <= offset <= definition.span.end:
                return definition, False
            if definition.alias_span is not None and definition.alias_span.start <= offset <= definition.alias_span.end:
                return definition, True
        return None

    def definition_at(self, offset: int) -> Definition | None:
        """What the name at an offset means."""
        found = self.at(offset)
        return None if found is None else self.definition(found[0].key)

    def definition(self, key: Key) -> Definition | None:
        """The declaration of a key, in this file or another."""
        own = next((d for d in self.definitions if d.key == key), None)
        if own is not None:
            return own
        for path in self._declaring(key):
            view = self.desk.view(path)
            found = next((d for d in view.definitions if d.key == key), None) if view is not None else None
            if found is not None:
                return found
        return None

    def _declaring(self, key: Key) -> Iterable[Path]:
        if key[:1] == policy_key("")[:1]:
            return self.library.paths(key[1])
        if key[0] == "series":
            return self.library.of_that_series(key[1])
        return filter(None, [self.desk.path_of(key[0], self.path)])


@dataclass
class Desk:
    """The open files, by path."""

    encoding: str = "utf-16"
    open: dict[Path, str] = field(default_factory=dict)
    _views: dict[Path, View] = field(default_factory=dict)
    _libraries: dict[Path, PolicyLibrary] = field(default_factory=dict)

    def put(self, path: Path, text: str) -> None:
        """A file was opened or changed."""
        self.open[path] = text.replace("\r\n", "\n")
        self._changed(path)

    def drop(self, path: Path) -> None:
        """A file was closed: what is on disk counts again."""
        self.open.pop(path, None)
        self._changed(path)

    def _changed(self, path: Path) -> None:
        """A text changed: what other files are by themselves stays."""
        self._views.pop(path, None)
        for view in self._views.values():
            view.forget()
        for library in self._libraries.values():
            library.update(self.open)

    def forget(self) -> None:
        """Something on disk may have changed."""
        self._views.clear()
        self._libraries.clear()

    def view(self, path: Path) -> View | None:
        """A file; None where it cannot be read."""
        if path not in self._views:
            text, _ = self.library(path).text(path, path.name)
            if text is None:
                return None
            self._views[path] = View(self, path, text)
        return self._views[path]

    def workspace(self, path: Path) -> Workspace:
        """The workspace of a file."""
        return find_workspace(path.parent)

    def library(self, path: Path) -> PolicyLibrary:
        """The policies around a file."""
        if path.parent not in self._libraries:
            self._libraries[path.parent] = self.new_library(path, self.open, thorough=False)
        return self._libraries[path.parent]

    def new_library(self, path: Path, texts: Mapping[Path, str], *, thorough: bool) -> PolicyLibrary:
        """The policies around a file, none of them compiled yet."""
        return library_of(self.workspace(path), [path], cite=thorough, thorough=thorough, unsaved=dict(texts))

    def path_of(self, name: str, near: Path) -> Path | None:
        """The file that spans call so, as seen from another one."""
        known = next((path for path in self.open if name_of(path) == name), None)
        candidates = (self.workspace(near).root / name, near.parent / name, Path.cwd() / name)
        return known or next((path for path in candidates if path.is_file()), None)

    def policy(self, id_: str, near: View) -> Policy | None:
        """The policy of an id, if it is valid."""
        library = near.library
        compiled = library.compiled(id_) if len(library.files(id_)) == 1 else None
        return compiled.named.policy if isinstance(compiled, Compiled) and compiled.named is not None else None
