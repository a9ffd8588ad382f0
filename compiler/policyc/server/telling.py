"""Diagnostics and their fixes as the protocol has them, and the outline of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lsprotocol import types as lsp

from policyc.diagnostics.core import Diagnostic, Fix, Severity, Span
from policyc.diagnostics.renderers import Language
from policyc.semantics.names import Kind, kind_of, written_members
from policyc.semantics.uses import Definition
from policyc.server.desk import View
from policyc.server.positions import Lines
from policyc.syntax import tree

#: What VS Code's outline calls the kinds of names.
_KINDS = {
    Kind.INPUT: lsp.SymbolKind.Variable,
    Kind.FIELD: lsp.SymbolKind.Field,
    Kind.PARAM: lsp.SymbolKind.Constant,
    Kind.RULE: lsp.SymbolKind.Function,
    Kind.PART: lsp.SymbolKind.Function,
    Kind.TABLE: lsp.SymbolKind.Array,
    Kind.SCALE: lsp.SymbolKind.Array,
    Kind.TRACK: lsp.SymbolKind.Function,
    Kind.HISTORY: lsp.SymbolKind.Struct,
    Kind.READING: lsp.SymbolKind.Enum,
    Kind.ENUM: lsp.SymbolKind.Enum,
    Kind.UNIT: lsp.SymbolKind.TypeParameter,
    Kind.SOURCE: lsp.SymbolKind.File,
    Kind.TARGET: lsp.SymbolKind.Event,
    Kind.MEASURE: lsp.SymbolKind.Event,
}

#: Where a place in another file is: its URI and its lines; None where that file cannot be read.
Elsewhere = Callable[[str], tuple[str, Lines] | None]


def told(found: Diagnostic, view: View, elsewhere: Elsewhere, uri: str, language: Language) -> lsp.Diagnostic:
    """A diagnostic. One of a place in another file stands where this file has to do with it."""
    help_ = found.help(language)
    message = found.message(language) + (f"\n{'怎么改：' if language == 'zh' else 'help: '}{help_}" if help_ else "")
    span = found.span
    related = [(label.span, label.zh if language == "zh" else label.en) for label in found.related]
    if span.file != view.name:
        related.insert(0, (span, message.partition("\n")[0]))
        message = f"{span.file}:{span.line}：{message}"
        span = next((label.span for label in found.related if label.span.file == view.name), view.places.span(0, 0))
    return lsp.Diagnostic(
        view.lines.range(span),
        message,
        lsp.DiagnosticSeverity.Error if found.code.severity is Severity.ERROR else lsp.DiagnosticSeverity.Warning,
        found.code.code,
        source="policyc",
        related_information=list(_related(related, view, elsewhere, uri)) or None,
    )


def _related(
    places: Iterable[tuple[Span, str]], view: View, elsewhere: Elsewhere, uri: str
) -> Iterator[lsp.DiagnosticRelatedInformation]:
    for span, text in places:
        there = (uri, view.lines) if span.file == view.name else elsewhere(span.file)
        if there is not None:
            yield lsp.DiagnosticRelatedInformation(lsp.Location(there[0], there[1].range(span)), text)


# ------------------------------------------------------------------ fixes


@dataclass(frozen=True, slots=True)
class Mend:
    """A way to mend a diagnostic: replacements that belong together. sure: nothing else can be meant."""

    diagnostic: Diagnostic
    fixes: tuple[Fix, ...]
    sure: bool


def mends(found: Iterable[Diagnostic], file: str) -> Iterator[Mend]:
    """The ways to mend diagnostics of a file: fixes that are sure belong together, each of the others is a way of its own."""
    for diagnostic in found:
        if any(fix.span.file != file for fix in diagnostic.fixes):
            continue
        sure = tuple(fix for fix in diagnostic.fixes if fix.sure)
        if sure:
            yield Mend(diagnostic, sure, sure=True)
        yield from (Mend(diagnostic, (fix,), sure=False) for fix in diagnostic.fixes if not fix.sure)


def title(mend: Mend, text: str, language: Language) -> str:
    """What a way to mend is called."""
    (first, *others) = mend.fixes
    old = text[first.span.start : first.span.end]
    zh = language == "zh"
    if not old:
        said = f"补上“{first.text.strip()}”" if zh else f"insert “{first.text.strip()}”"
    elif not first.text:
        said = f"删去“{old}”" if zh else f"delete “{old}”"
    else:
        said = f"“{old}”改为“{first.text}”" if zh else f"“{old}” → “{first.text}”"
    return said + ((f"等 {len(mend.fixes)} 处" if zh else f" and {len(others)} more") if others else "")


def edits(fixes: Iterable[Fix], lines: Lines) -> list[lsp.TextEdit]:
    """The edits of fixes, none over another."""
    made: list[lsp.TextEdit] = []
    end = -1
    for fix in sorted(dict.fromkeys(fixes), key=lambda fix: fix.span):
        if fix.span.start >= end:
            made.append(lsp.TextEdit(lines.range(fix.span), fix.text))
            end = max(fix.span.end, fix.span.start + 1)
    return made


# ------------------------------------------------------------------ outline


def symbols(view: View) -> list[lsp.DocumentSymbol]:
    """The outline of a file: its head, sources and clauses with what they declare."""
    file = view.tree
    return [symbol for item in file.items for symbol in _symbols(item, view)] if file is not None else []


def _symbols(item: tree.TopItem | tree.Item, view: View) -> Iterator[lsp.DocumentSymbol]:
    lines = view.lines
    if isinstance(item, tree.Clause):
        inner = [symbol for part in item.items for symbol in _symbols(part, view)]
        whole = lines.range(item.span)
        yield lsp.DocumentSymbol(
            item.locator.text, lsp.SymbolKind.Namespace, whole, lines.range(item.locator.span), item.source.text, children=inner
        )
    elif isinstance(item, tree.Policy):
        yield _symbol(item.name, item.alias, item, lsp.SymbolKind.Module, "", lines)
    elif isinstance(item, tree.Refine | tree.Override | tree.Amend | tree.Take | tree.Withdraw):
        word = type(item).__name__.lower()
        yield lsp.DocumentSymbol(
            item.name.text, lsp.SymbolKind.Property, lines.range(item.span), lines.range(item.name.span), word
        )
    elif (kind := kind_of(item)) is not None:
        alias = getattr(item, "alias", None)
        name: tree.Name = item.name  # type: ignore[union-attr]  # what has a kind has a name
        parts = written_members(item) if isinstance(item, tree.Enum | tree.Reading) else ()
        fields = item.fields if isinstance(item, tree.History) else ()
        inner = [_symbol(part.name, part.alias, part, lsp.SymbolKind.EnumMember, "", lines) for part in parts]
        inner += [_symbol(part.name, part.alias, part, lsp.SymbolKind.Field, "", lines) for part in fields]
        yield _symbol(name, alias, item, _KINDS[kind], kind.zh, lines, inner)


def _symbol(
    name: tree.Name,
    alias: tree.Name | None,
    whole: tree.Node,
    kind: lsp.SymbolKind,
    what: str,
    lines: Lines,
    children: list[lsp.DocumentSymbol] | None = None,
) -> lsp.DocumentSymbol:
    detail = " ".join(word for word in (what, alias.text if alias is not None else "") if word)
    return lsp.DocumentSymbol(name.text, kind, lines.range(whole.span), lines.range(name.span), detail, children=children or None)


def word_span(definition: Definition, *, alias: bool) -> Span:
    """Where a definition stands by its Chinese or its ASCII name."""
    return definition.alias_span if alias and definition.alias_span is not None else definition.span
