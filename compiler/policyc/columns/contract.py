"""What a file has against what the rules need, before a row is read; every mismatch in one go.

A column that a requested rule needs has to be there, or be said to be missing: silence is neither 0 nor "no". A column that no
input is called like passes through. Types that cannot hold the values exactly are refused as a whole.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.columns.converting import ColumnType, Unfit, conversion
from policyc.columns.spellings import Cell, Known, Listed, Scalar, Spellings
from policyc.diagnostics.codes import e1101, e1102, e1103, e1105, e1111, w1101
from policyc.diagnostics.core import Diagnostic, Words, listed
from policyc.model.policy import History, Input, Policy, Rule, RuleKind
from policyc.model.types import Quantity
from policyc.workspace.places import file_span


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file."""

    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says beside the policy and the file.

    rules: None for all. renamed: a column of the file, and what it is. missing: inputs that the file has no column for.
    """

    rules: tuple[str, ...] | None = None
    renamed: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """A column that holds a whole history. year: the field with the year, None for events; fields: by their alias."""

    column: Column
    history: History
    year: str | None
    fields: Mapping[str, tuple[str, ColumnType]]


@dataclass(frozen=True, slots=True)
class Matched:
    """Which column is what. cells: by the name that the query knows them by; lists: by the alias of the history."""

    cells: Mapping[str, tuple[Column, Scalar | Cell]]
    lists: Mapping[str, RecordColumn]
    absent: frozenset[str]
    spare: tuple[str, ...]

    def years(self) -> dict[str, tuple[int, ...]]:
        """The years of every history that has flat columns, from the first to the last."""
        found: dict[str, list[int]] = {}
        for _, known in self.cells.values():
            if isinstance(known, Cell):
                found.setdefault(known.history.alias, []).append(known.year)
        return {alias: tuple(range(min(years), max(years) + 1)) for alias, years in found.items()}


def requested(policy: Policy, names: Sequence[str] | None) -> tuple[tuple[Rule, ...], list[Diagnostic]]:
    """The rules that are asked for, by either name, in the order of the policy; without names, all that are offered."""
    offered = [rule for rule in policy.rules if rule.kind is not RuleKind.PART]
    if names is None:
        return tuple(offered), []
    known = {name: rule for rule in offered for name in (rule.name, rule.alias)}
    wanted = {known[name].name for name in names if name in known}
    wrong = [
        e1111.CODE.at(file_span(policy.id), policy=policy.id, name=name, near=_near(name, known))
        for name in names
        if name not in known
    ]
    return tuple(rule for rule in offered if rule.name in wanted), wrong


def matched(policy: Policy, columns: Sequence[Column], asked: Asked, shown: str) -> tuple[Matched, list[Diagnostic]]:
    """Which column of the file is which input, and what of that is wrong. shown: what the user calls the file."""
    spellings = Spellings(policy)
    absent, wrong = _absent(policy, asked, spellings, shown)
    renamed, misnamed = _renamed(policy, columns, asked, spellings, shown)
    pairs, twice = _once(_meant(columns, spellings, renamed), shown)
    cells = {known.flat: (column, known) for column, known in pairs if not isinstance(known, Listed)}
    lists = {known.flat: _records(known.history, column) for column, known in pairs if isinstance(known, Listed)}
    taken = {column.name for column, _ in pairs}
    spare = tuple(column.name for column in columns if column.name not in taken)
    unfit = [*_unfit_cells(cells.values(), shown), *_unfit_lists(lists, pairs, shown)]
    wrong += _there(asked, spellings, cells, lists, shown=shown)
    whole = {alias: records for alias, records in lists.items() if records is not None}
    absent |= lists.keys() - whole.keys()  # a column that does not fit is told of once
    return Matched(cells, whole, absent, spare), [*wrong, *misnamed, *twice, *unfit]


def lacking(policy: Policy, rules: Sequence[Rule], needed: Iterable[Known], found: Matched, shown: str) -> Iterator[Diagnostic]:
    """The columns that the rules read and that are not there; then the rules for which there are enough."""
    gone: dict[str, Known] = {}
    for known in needed:
        if known.flat not in found.cells and not _listed(known, found) and not _waived(known, found.absent):
            gone.setdefault(_what(known, found)[1], known)
    short: set[str] = set()
    for alias, known in gone.items():
        hit = [rule for rule in rules if _reads(rule, known)]
        short |= {rule.name for rule in hit}
        if hit:  # else only a requirement asks for it, which refuses nothing where it is not given
            name = _what(known, found)[0]
            near = _near(name, found.spare) or _near(alias, found.spare)
            if coarse := _in_ten_thousands(name, known, found.spare):
                near = Words(
                    f"（“{coarse}”一列先由万元换算成元）", f" (column “{coarse}” is in 万元: multiply it by 10,000 first)"
                )
            names = listed(rule.name for rule in hit)
            span = file_span(shown)
            yield e1101.CODE.at(span, name=name, alias=alias, near=near, rules=Words(names, ", ".join(r.alias for r in hit)))
    enough = [rule for rule in rules if rule.name not in short]
    if short and enough:
        names = Words("、".join(r.name for r in enough), ", ".join(r.alias for r in enough))
        yield w1101.CODE.at(file_span(shown), rules=names, aliases=",".join(rule.alias for rule in enough))


def _renamed(
    policy: Policy, columns: Sequence[Column], asked: Asked, spellings: Spellings, shown: str
) -> tuple[dict[str, Known], list[Diagnostic]]:
    there = {column.name for column in columns}
    renamed: dict[str, Known] = {}
    wrong = []
    for name, target in asked.renamed:
        known = spellings.meaning(target)
        if name not in there:
            near = _near(name, there)
            reason = Words(f"文件没有“{name}”列{near}", f"the file has no column “{name}”{near.en}")
        elif known is None:
            reason = _no_input(policy, target)
        else:
            renamed[name] = known
            continue
        wrong.append(e1105.CODE.at(file_span(shown), option="--map", item=f"{name}={target}", reason=reason))
    return renamed, wrong


def _absent(policy: Policy, asked: Asked, spellings: Spellings, shown: str) -> tuple[frozenset[str], list[Diagnostic]]:
    """The names of inputs, histories and fields that the user says there are no columns for."""
    fields = {name.casefold(): field.alias for h in policy.histories for field in h.fields for name in (field.name, field.alias)}
    absent, wrong = set(), []
    for name in asked.missing:
        known = spellings.meaning(name)
        if known is not None:
            absent.add(known.flat)
        elif name.casefold() in fields:
            absent.add(fields[name.casefold()])
        else:
            wrong.append(e1105.CODE.at(file_span(shown), option="--missing", item=name, reason=_no_input(policy, name)))
    return frozenset(absent), wrong


def _there(asked: Asked, spellings: Spellings, *found: Mapping[str, object], shown: str) -> Iterator[Diagnostic]:
    """What is said to be missing and is there: silently passing over either would be a guess."""
    for name in asked.missing:
        known = spellings.meaning(name)
        if known is not None and any(known.flat in each for each in found):
            reason = Words(
                "文件里有这一列；不想用它的，先改掉列名",
                "the file has such a column; rename it if it is not to be read",
            )
            yield e1105.CODE.at(file_span(shown), option="--missing", item=name, reason=reason)


def _meant(columns: Sequence[Column], spellings: Spellings, renamed: Mapping[str, Known]) -> Iterator[tuple[Column, Known]]:
    """Each column that is an input. What the user says of a column goes before what another one is called."""
    taken = {known.flat for known in renamed.values()}
    for column in columns:
        known = renamed.get(column.name) or spellings.meaning(column.name)
        if known is not None and (column.name in renamed or known.flat not in taken):
            yield column, known


def _once(pairs: Iterable[tuple[Column, Known]], shown: str) -> tuple[list[tuple[Column, Known]], list[Diagnostic]]:
    """The pairs in which each input has one column; a history is one list, or flat columns."""
    kept: dict[str, tuple[Column, Known]] = {}
    wrong = []
    for column, known in pairs:
        above = known.history.alias if isinstance(known, Cell) else known.flat
        other = kept.get(known.flat) or kept.get(above)
        if isinstance(known, Listed):
            other = other or next((p for p in kept.values() if isinstance(p[1], Cell) and p[1].history == known.history), None)
        if other is None:
            kept[known.flat] = (column, known)
        else:
            named = known.history.name if isinstance(known, Listed) else known.declared.name
            wrong.append(e1103.CODE.at(file_span(shown), one=other[0].name, other=column.name, name=named))
    return list(kept.values()), wrong


def _records(history: History, column: Column) -> RecordColumn | None:
    """How a list of records is read; None where it is no such list."""
    fields = _struct(column.type)
    if fields is None:
        return None
    plain = {name.casefold(): (name, type_) for name, type_ in fields}
    year = next((plain[name][0] for name in ("year", "年份", "年") if name in plain), None)
    if year is None and not history.events:
        return None
    found = {f.alias: plain[n.casefold()] for f in history.fields for n in (f.name, f.alias) if n.casefold() in plain}
    return RecordColumn(column, history, None if history.events else year, found)


def _struct(type_: ColumnType) -> list[tuple[str, ColumnType]] | None:
    """The fields of a list of structs; None for any other type."""
    if type_.id not in ("list", "array"):
        return None
    inner = dict(type_.children)["child"]
    return list(inner.children) if inner.id == "struct" else None


def _unfit_cells(cells: Iterable[tuple[Column, Scalar | Cell]], shown: str) -> Iterator[Diagnostic]:
    for column, known in cells:
        read = conversion(known.declared, "x", column.type)
        if isinstance(read, Unfit):
            yield _unfit(read, column.name, known.declared, shown)


def _unfit_lists(
    lists: Mapping[str, RecordColumn | None], pairs: Iterable[tuple[Column, Known]], shown: str
) -> Iterator[Diagnostic]:
    for column, known in pairs:
        if not isinstance(known, Listed):
            continue
        records, history = lists[known.flat], known.history
        if records is None:
            names = [field.alias for field in history.fields]
            shape = f"LIST(STRUCT({', '.join(names if history.events else ['year', *names])}))"
            fix = Words(f"整理成 {shape}，或一年一列", f"make it {shape}, or a column a year")
            found = str(column.type)
            yield e1102.CODE.at(file_span(shown), column=column.name, found=found, name=history.name, wanted=shape, fix=fix)
            continue
        for field in history.fields:
            name, type_ = records.fields.get(field.alias, (None, None))
            read = conversion(field, "x", type_) if type_ is not None else None
            if isinstance(read, Unfit):
                yield _unfit(read, f"{column.name}.{name}", field, shown)


def _unfit(read: Unfit, column: str, declared: Input, shown: str) -> Diagnostic:
    fix = Words(read.fix.replace("{}", column), read.fix.en.replace("{}", column))
    return e1102.CODE.at(file_span(shown), column=column, found=read.found, name=declared.name, wanted=read.wanted, fix=fix)


def _listed(known: Known, found: Matched) -> bool:
    """Whether a list of records has it."""
    if not isinstance(known, Cell) or known.history.alias not in found.lists:
        return False
    return known.declared.alias in found.lists[known.history.alias].fields


def _waived(known: Known, absent: frozenset[str]) -> bool:
    names = {known.flat}
    if isinstance(known, Cell):
        names |= {known.history.alias, known.declared.alias}
    return bool(names & absent)


def _what(known: Known, found: Matched) -> tuple[str, str]:
    """What is lacking, by both names: of a history without any column the history itself, else the column of one year."""
    if not isinstance(known, Cell):
        declared = known.history if isinstance(known, Listed) else known.declared
        return declared.name, declared.alias
    history = known.history
    if history.alias in found.lists:
        return f"{history.name}.{known.declared.name}", known.declared.alias
    if any(isinstance(k, Cell) and k.history == history for _, k in found.cells.values()):
        return f"{history.name}_{known.year}_{known.declared.name}", known.flat
    return history.name, history.alias


def _reads(rule: Rule, known: Known) -> bool:
    if isinstance(known, Scalar):
        return known.declared.name in rule.inputs
    return known.history.name in rule.histories


def _no_input(policy: Policy, name: str) -> Words:
    near = _near(name, [known for d in (*policy.inputs, *policy.histories) for known in (d.name, d.alias)])
    return Words(f"政策 {policy.id} 没有输入“{name}”{near}", f"{policy.id} has no input “{name}”{near.en}")


def _in_ten_thousands(name: str, known: Known, spare: Iterable[str]) -> str | None:
    """A column of the amount that is not in yuan, by what it is called: it would be wrong by a factor of 10,000."""
    if isinstance(known, Listed) or not isinstance(known.declared.type, Quantity) or not known.declared.type.unit.is_money:
        return None
    return next((column for column in spare if "万元" in column and name in column), None)


def _near(name: str, known: Iterable[str]) -> Words:
    """（是不是“类别”？） where something is called much like it; else nothing."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return Words(f"（是不是“{found[0]}”？）", f" (did you mean “{found[0]}”?)") if found else Words("", "")
