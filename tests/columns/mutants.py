"""Which mistakes in a query the derived rows would find: ``python -m tests.columns.mutants --rows 3000``.

One place of the query at a time is made wrong: a comparison turned or shifted, a figure one off, a branch dropped or put in
another's place, an addend or a guard left out, a division rounded to the other side. A mutant is killed where the engine raises
or a single result of a single row differs. What survives is listed, to be judged: some mutants mean the same.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlglot import exp

from policyc.synthesis.cases import MOST_OF_A_LENGTH
from policyc.synthesis.flat import Years
from policyc.targets.columns.dialects import written
from policyc.targets.columns.plan import Plan
from tests.columns.answers import Drawn, kept
from tests.columns.engines.duckdb_ import DuckDB
from tests.columns.identity import EVERY_CONSTRUCT, SHIPPED, compiled, plan_of
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
    """How many mutants there were and were killed, by kind of mistake, and those that were not."""

    tried: Counter[str]
    killed: Counter[str]
    survivors: list[str]

    @property
    def share(self) -> float:
        """Which part of all was killed."""
        return self.killed.total() / max(1, self.tried.total())


def score(made: Plan, people: Any, more: Any = None, sample: int | None = None, seed: int = 0) -> Score:
    """Try the mutants of a plan's query on the people, and those that survive on ``more``; sample: so many of them, drawn."""
    engine = DuckDB()
    found = Score(Counter(), Counter(), [])
    tables = [people] if more is None else [people, more]
    try:
        wanted = [_results(engine, made.text("duckdb"), table) for table in tables]
        query = made.query.copy()
        chosen: Sequence[Mutant] = list(mutants(query))
        if sample is not None and sample < len(chosen):
            chosen = random.Random(seed).sample(list(chosen), sample)
        for mutant in chosen:
            found.tried[mutant.kind] += 1
            text = _text(query, mutant)
            if any(_results(engine, text, table) != same for table, same in zip(tables, wanted, strict=True)):
                found.killed[mutant.kind] += 1
            else:
                found.survivors.append(str(mutant))
    finally:
        engine.close()
    return found


def _text(query: exp.Select, mutant: Mutant) -> str:
    """The query with the mutant in place, which it leaves again. What is put in stands in brackets: it may bind less tightly."""
    loose = isinstance(mutant.instead, exp.Binary | exp.Not | exp.Neg | exp.Between | exp.In | exp.Is)
    instead = exp.Paren(this=mutant.instead.copy()) if loose else mutant.instead.copy()
    mutant.node.replace(instead)
    try:
        return written(query, "duckdb")
    finally:
        instead.replace(mutant.node)


def _results(engine: DuckDB, query: str, people: Any) -> Any:
    import duckdb

    engine.connection.register("people", people)
    try:
        return engine.connection.sql(query).order("row_number").to_arrow_table()
    except duckdb.Error:
        return None


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument("--more", type=int, help="try what survives on so many rows")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="take those from where tests.columns.identity keeps them")
    parser.add_argument("--sample", type=int, help="try so many mutants of each policy")
    parser.add_argument("--records", type=int, default=10, help="how many years histories have")
    parser.add_argument("--survivors", action="store_true", help="list what survives")
    parser.add_argument("paths", nargs="*", type=Path)
    given = parser.parse_args()
    tried: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    for path in given.paths or (*SHIPPED, EVERY_CONSTRUCT):
        start = time.monotonic()
        policy = compiled(path)
        made, years = plan_of(policy, given.records)
        more = _more(path, made, years, given.more, given.keep) if given.more else None
        found = score(made, table(layout(made), derived(policy, made, given.rows, 0, years)), more, given.sample)
        tried, killed = tried + found.tried, killed + found.killed
        seconds = time.monotonic() - start
        counts = f"{found.killed.total()} of {found.tried.total()} killed"
        print(f"{path.name}: {counts} ({found.share:.1%}), {seconds:.0f} s", flush=True)
        if given.survivors:
            print("".join(f"  {line}\n" for line in found.survivors), end="", flush=True)
    for kind, number in tried.most_common():
        print(f"  {kind}: {killed[kind]} of {number}")
    print(f"{killed.total()} of {tried.total()} mutants killed ({killed.total() / max(1, tried.total()):.1%})")
    return 0


def _more(path: Path, made: Plan, years: Years, rows: int, folder: Path | None) -> Any:
    """Rows for what survives: of another seed, or those that are kept in a folder."""
    if folder is None:
        return table(layout(made), derived(made.policy, made, rows, 1, years))
    return pa.concat_tables(known.people for known in kept(folder, path, made, Drawn(rows, 0, years, MOST_OF_A_LENGTH)))


if __name__ == "__main__":
    sys.exit(main())
