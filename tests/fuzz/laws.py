"""What must hold whatever the text: an answer in time, true spans, diagnostics that can be shown, artefacts that can be read.

A law that does not hold is a :class:`Broken`; an exception of the compiler goes up as it is. Both are bugs.
"""

from __future__ import annotations

import ast
import json
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from time import process_time
from typing import Any, get_args

from policyc.diagnostics.core import Diagnostic, Span
from policyc.diagnostics.renderers import MACHINE_FORMATS, Language, render_for_machine
from policyc.diagnostics.renderers.text import Style, render_text
from policyc.pipeline import compile_text
from policyc.syntax.format import Keywords, format_text
from policyc.syntax.grammar import parser
from policyc.syntax.parse import parse
from policyc.targets import load_targets
from tests.fuzz.corpus import library, named
from tests.fuzz.mutations import Input

LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Broken(Exception):
    """A law does not hold."""


class Hang(BaseException):
    """It took too long; not an Exception, so that nothing takes it for an answer."""


@contextmanager
def in_time(text: str) -> Iterator[None]:
    """At most a second of CPU time a KB, and at least one: raises :class:`Hang`."""
    limit = max(1.0, len(text.encode("utf-8", "surrogatepass")) / 1024)
    started = process_time()

    def stop(signum: int, frame: object) -> None:
        raise Hang(f"more than {limit:.1f} s of CPU time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if process_time() - started > limit:
        raise Hang(f"{process_time() - started:.1f} s of CPU time")


def hold_parse(given: Input) -> None:
    """Text → tree, and what is told of it."""
    text = given.text
    parser()  # which takes its time once
    with in_time(text):
        tree, found = parse(text, given.file)
    texts = {given.file: text}
    hold_spans(spans(tree) + spans(found), texts)
    hold_rendering(found, texts)
    if tree is not None and not found:
        hold_format(given)
    if len(text) % 4 == 0 and (tree, found) != parse(text, given.file):
        raise Broken("parsing it again gives something else")


def hold_format(given: Input) -> None:
    """A text without errors can be formatted; that changes nothing but the layout, and doing it again changes nothing."""
    with in_time(given.text * 4):
        made: dict[Keywords, str] = {}
        for keywords in get_args(Keywords):
            formatted, wrong = format_text(given.text, given.file, keywords=keywords)
            if formatted is None:  # it would not have read as the same tree with the same comments
                raise Broken(f"cannot be formatted ({keywords}): {[d.code.code for d in wrong]}")
            if format_text(formatted, given.file, keywords=keywords)[0] != formatted:
                raise Broken(f"formatted again ({keywords}), it is different")
            made[keywords] = formatted
    for keywords, formatted in made.items():
        back, _ = format_text(formatted, given.file, keywords="en")
        if back != made["en"]:
            raise Broken(f"by way of {keywords}, the English text is different")


def hold_all(given: Input) -> bool:
    """The whole compiler and every target. Gives whether the policy is valid."""
    text = given.text
    whole = text + "".join(named(text, given.folder))
    with in_time(whole):
        compiled = compile_text(text, given.file, library=library(given.folder))
    texts = {**compiled.texts, given.file: text}
    hold_spans(spans(compiled.diagnostics), texts)
    hold_rendering(compiled.diagnostics, texts)
    if not compiled.ok or compiled.policy is None:
        if not any(d.is_error for d in compiled.diagnostics):
            raise Broken("refused without an error")
        return False
    with in_time(whole * 4):  # several targets, each of which is much longer than the policy
        files = {path: content for target in load_targets() for path, content in target.render(compiled.policy).items()}
    for path, content in files.items():
        hold_artefact(path, content)
    return True


def hold_artefact(path: str, content: bytes) -> None:
    """UTF-8 with LF, and whole for those that read it."""
    text = content.decode("utf-8") if not path.endswith(".docx") else ""
    if "\r" in text:
        raise Broken(f"{path}: CR")
    if path.endswith(".py"):
        ast.parse(text)
    elif path.endswith(".json"):
        json.loads(text)


def hold_spans(found: Iterable[Span], texts: Mapping[str, str]) -> None:
    """Every span is inside its file, and its lines and columns are those of its offsets."""
    starts = {file: _line_starts(text) for file, text in texts.items()}
    for span in found:
        if span.file not in texts:
            raise Broken(f"a span of an unknown file: {span}")
        lines, length = starts[span.file], len(texts[span.file])
        if not 0 <= span.start <= span.end <= length:
            raise Broken(f"outside its file of {length}: {span}")
        for offset, line, column in ((span.start, span.line, span.column), (span.end, span.end_line, span.end_column)):
            if not (1 <= line <= len(lines) and lines[line - 1] + column - 1 == offset and column >= 1):
                raise Broken(f"line and column are not the offset's: {span}")
            if line < len(lines) and offset >= lines[line]:
                raise Broken(f"the offset is on a later line: {span}")


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return starts


def spans(node: Any) -> list[Span]:
    """Every span in a tree or in diagnostics."""
    found: list[Span] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Span):
            found.append(one)
        elif isinstance(one, tuple):
            waiting += one
        elif is_dataclass(one) and not isinstance(one, type):
            waiting += [getattr(one, f.name) for f in fields(one)]
    return found


def hold_rendering(found: tuple[Diagnostic, ...], texts: Mapping[str, str]) -> None:
    """In every format and both languages; nothing that steers a terminal, a log or a reader of JSON."""
    if not found:
        return
    for turn, language in enumerate(LANGUAGES):
        _hold_shown(render_text(found, texts, Style(language)))
        if turn != len(found) % 2:  # the formats for machines in one of the languages: they take most of the time
            continue
        for format_ in MACHINE_FORMATS:
            made = render_for_machine(found, format_, language)
            if format_ in ("json", "sarif"):
                json.loads(made)
                continue
            _hold_shown(made)
            if made.count("\n") != len(found):
                raise Broken(f"{format_}: not a line for each")
            if format_ == "github" and any(not line.startswith(("::error ", "::warning ")) for line in made.splitlines()):
                raise Broken("a line that is no command of ours")


def _hold_shown(text: str) -> None:
    """Nothing in a text for people steers the terminal, and all of it can be written."""
    steering = [c for c in text if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000]
    if steering:
        raise Broken(f"{steering[0]!r} is sent to the terminal")
