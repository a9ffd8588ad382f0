"""Which mistakes in a query the derived rows would find: ``python -m tests.columns.mutants --rows 3000``.

One place of the query at a time is made wrong: a comparison turned or shifted, a figure one off, a branch dropped or put in
another's place, an addend or a guard left out, a division rounded to the other side. A mutant is killed where the engine raises
or a single result of a single row differs. Some mutants mean the same as the query does: with ``--prove`` z3 tells which, and
of the others a row that would kill them.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlglot import exp

from policyc.synthesis.cases import MOST_OF_A_LENGTH
from policyc.synthesis.flat import Years
from policyc.targets.columns.plan import Plan, plan
from tests.columns.answers import Drawn, kept
from tests.columns.bench import Bench, apart
from tests.columns.identity import EVERY_CONSTRUCT, SHIPPED, compiled, plan_of
from tests.columns.proving import Prover, Undecided
from tests.columns.rows import derived, layout, table

_TURNED: dict[type[exp.Expr], tuple[type[exp.Binary], ...]] = {
    exp.LT: (exp.LTE, exp.GTE),
    exp.LTE: (exp.LT, exp.GT),
    exp.GT: (exp.GTE, exp.LTE),
    exp.GTE: (exp.GT, exp.LT),
    exp.EQ: (exp.NEQ,),
    exp.NEQ: (exp.EQ,),
    exp.Add: (exp.Sub,),
    exp.Sub: (exp.Add,),
    exp.Mul: (exp.Add,),
    exp.And: (exp.Or,),
    exp.Or: (exp.And,),
}


@dataclass(frozen=True)
class Mutant:
    """A node of the query and what stands in its place. kind: of mistake."""

    node: exp.Expr
    instead: exp.Expr
    kind: str

    def __str__(self) -> str:
        around = self.node
        for _ in range(3):
            around = around.parent if around.parent is not None and len(around.parent.sql()) < 400 else around
        if around is self.node:
            return f"{self.kind}: {self.node.sql('duckdb')} → {self.instead.sql('duckdb')}"
        here = exp.column("…", quoted=True)
        self.node.replace(here)
        text = around.sql("duckdb")
        here.replace(self.node)
        return f'{self.kind}: {self.node.sql("duckdb")} → {self.instead.sql("duckdb")}  at  "…"  in  {text}'


def mutants(query: exp.Expr) -> Iterator[Mutant]:
    """Every mutant of a query."""
    for node in list(query.walk()):
        yield from (Mutant(node, instead, kind) for kind, instead in _instead(node))


def _instead(node: exp.Expr) -> Iterator[tuple[str, exp.Expr]]:
    match node:
        case exp.Literal() if node.is_string:
            yield from _other_text(node)
        case exp.Literal():
            if not isinstance(node.parent, exp.DataTypeParam):
                yield from (("figure one off", exp.Literal.number(str(n))) for n in _beside(node.name) if not n.startswith("-"))
        case exp.Case():
            yield from _other_branches(node)
        case exp.Not():
            yield "guard turned", node.this.copy()
        case exp.Is():
            yield "guard turned", exp.Not(this=node.copy())
        case exp.Neg():
            yield "sign lost", node.this.copy()
        case exp.IntDiv():
            yield "rounded to the other side", exp.Add(this=exp.Paren(this=node.copy()), expression=exp.Literal.number(1))
        case exp.Mod():
            yield "remainder as quotient", exp.IntDiv(this=node.this.copy(), expression=node.expression.copy())
        case exp.Between():
            yield "end left out", exp.GTE(this=node.this.copy(), expression=node.args["low"].copy())
            yield "end left out", exp.LTE(this=node.this.copy(), expression=node.args["high"].copy())
        case exp.In():
            kept = [option.copy() for option in node.expressions[1:]]
            yield "option left out", exp.In(this=node.this.copy(), expressions=kept) if kept else exp.false()
        case exp.Boolean():
            yield "truth turned", exp.false() if node.this else exp.true()
    for other in _TURNED.get(type(node), ()):
        kind = "comparison" if isinstance(node, exp.Condition) and isinstance(node, exp.Predicate) else "operator"
        yield f"{kind} turned", other(this=node.this.copy(), expression=node.expression.copy())
    if isinstance(node, exp.And | exp.Or | exp.Add | exp.Sub):
        yield "part left out", node.this.copy()
        yield "part left out", node.expression.copy()


def _beside(text: str) -> tuple[str, str]:
    number = Decimal(text)
    step = Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))
    return format(number + step, "f"), format(number - step, "f")


def _other_text(node: exp.Literal) -> Iterator[tuple[str, exp.Expr]]:
    """Another day where it is one; else another word."""
    parts = node.name.split("-")
    if isinstance(node.parent, exp.Cast) and len(parts) == 3 and all(part.isdigit() for part in parts):
        import datetime

        day = datetime.date.fromisoformat(node.name)
        for days in (1, -1):
            yield "day one off", exp.Literal.string(str(day + datetime.timedelta(days)))
    else:
        yield "another word", exp.Literal.string(f"{node.name} or not")


def _other_branches(node: exp.Case) -> Iterator[tuple[str, exp.Expr]]:
    ifs, default = node.args["ifs"], node.args.get("default")
    for place, branch in enumerate(ifs):
        rest = [other.copy() for other in (*ifs[:place], *ifs[place + 1 :])]
        if rest:
            yield "branch left out", exp.Case(ifs=rest, default=default.copy() if default else None)
        else:
            yield "branch left out", default.copy() if default else exp.null()
        other = ifs[place + 1].args["true"] if place + 1 < len(ifs) else default
        taken = [b.copy() for b in ifs]
        taken[place].set("true", other.copy() if other is not None else exp.null())
        yield "another branch's value", exp.Case(ifs=taken, default=default.copy() if default else None)
        del branch
    if default is not None:
        yield "no other case", exp.Case(ifs=[b.copy() for b in ifs], default=None)


@dataclass
class Score:
    """How many mutants there were, were killed, and mean the same, by kind of mistake; and those that are left."""

    tried: Counter[str]
    killed: Counter[str] = field(default_factory=Counter)
    equivalent: Counter[str] = field(default_factory=Counter)
    survivors: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Which part was killed of all that are not shown to mean the same."""
        return self.killed.total() / max(1, self.tried.total() - self.equivalent.total())

    def add(self, other: Score) -> None:
        """Count those of others too."""
        self.tried += other.tried
        self.killed += other.killed
        self.equivalent += other.equivalent

    def __str__(self) -> str:
        proved = f", {self.equivalent.total()} others mean the same" if self.equivalent else ""
        return f"{self.killed.total()} of {self.tried.total()} mutants killed{proved} ({self.share:.1%})"


def score(made: Plan, people: Any, more: Any = None, sample: int | None = None, seed: int = 0, *, prove: bool = False) -> Score:
    """Try the mutants of a plan's query on the people, and those that survive on ``more``; sample: so many of them, drawn.

    prove: ask of those that survive whether there can be a row that kills them.
    """
    query = made.query.copy()
    chosen = [(name, mutant) for name, column in apart(query).columns.items() for mutant in mutants(column)]
    if sample is not None and sample < len(chosen):
        chosen = random.Random(seed).sample(chosen, sample)
    found = Score(Counter(mutant.kind for _, mutant in chosen))
    for rows in [people] if more is None else [people, more]:
        bench = Bench(query, rows)
        chosen = [(name, mutant) for name, mutant in chosen if not _killed(bench, name, mutant)]
        types = bench.types
        bench.close()
    found.killed = found.tried - Counter(mutant.kind for _, mutant in chosen)
    prover = Prover(apart(query), types) if prove else None
    for name, mutant in chosen:
        told = "" if prover is None else _judged(prover, name, mutant)
        if told is None:
            found.equivalent[mutant.kind] += 1
        else:
            found.survivors.append(f"{name}: {mutant}{told}")
    return found


def _killed(bench: Bench, name: str, mutant: Mutant) -> bool:
    with in_place(bench.apart.columns[name], mutant) as column:
        text = column.sql("duckdb", comments=False)
    return bench.differs(name, text)


def _judged(prover: Prover, name: str, mutant: Mutant) -> str | None:
    """What is found of a mutant that survives: a row that kills it, or that nobody knows; None where there is no such row."""
    with in_place(prover.apart.columns[name], mutant) as column:
        instead = column.copy()
    try:
        row = prover.row(name, instead)
    except Undecided as why:
        return f"\n    not decided: {why}"
    return None if row is None else "\n    " + ", ".join(f"{key}={value}" for key, value in row.items() if value is not None)


@contextmanager
def in_place(column: exp.Alias, mutant: Mutant) -> Iterator[exp.Expr]:
    """A column with the mutant in place, which it leaves again. What is put in stands in brackets: it may bind less tightly."""
    loose = isinstance(mutant.instead, exp.Binary | exp.Not | exp.Neg | exp.Between | exp.In | exp.Is)
    instead = exp.Paren(this=mutant.instead.copy()) if loose else mutant.instead.copy()
    mutant.node.replace(instead)
    try:
        yield column.this
    finally:
        instead.replace(mutant.node)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument("--more", type=int, help="try what survives on so many rows")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="take those from where tests.columns.identity keeps them")
    parser.add_argument("--sample", type=int, help="try so many mutants of each policy")
    parser.add_argument("--records", type=int, default=10, help="how many years histories have")
    parser.add_argument("--query", choices=["written", "tuned", "quick"], default="written", help="mutants of which one")
    parser.add_argument("--prove", action="store_true", help="ask z3 which of those that survive mean the same")
    parser.add_argument("--survivors", action="store_true", help="list what survives")
    parser.add_argument("paths", nargs="*", type=Path)
    given = parser.parse_args()
    total = Score(Counter())
    for path in given.paths or (*SHIPPED, EVERY_CONSTRUCT):
        start = time.monotonic()
        policy = compiled(path)
        made, years = plan_of(policy, given.records)
        scalars = [column.name for column in made.inputs if column.history is None]
        made = plan(policy, None, years, scalars if given.query == "quick" else None, tuned=given.query == "tuned")
        more = _more(path, made, years, given.more, given.keep) if given.more else None
        people = table(layout(made), derived(policy, made, given.rows, 0, years))
        found = score(made, people, more, given.sample, prove=given.prove)
        total.add(found)
        print(f"{path.name}, {given.query}: {found}, {time.monotonic() - start:.0f} s", flush=True)
        if given.survivors:
            print("".join(f"  {line}\n" for line in found.survivors), end="", flush=True)
    for kind, number in total.tried.most_common():
        print(f"  {kind}: {total.killed[kind]} of {number}, {total.equivalent[kind]} others mean the same")
    print(total)
    return 0


def _more(path: Path, made: Plan, years: Years, rows: int, folder: Path | None) -> Any:
    """Rows for what survives: of another seed, or those that are kept in a folder."""
    if folder is None:
        return table(layout(made), derived(made.policy, made, rows, 1, years))
    return pa.concat_tables(known.people for known in kept(folder, path, made, Drawn(rows, 0, years, MOST_OF_A_LENGTH)))


if __name__ == "__main__":
    sys.exit(main())
