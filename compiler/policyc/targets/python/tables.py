"""Tables and scales as statements: the row, then the cell of the column; bracket by bracket as far as the base reaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from policyc.model import expressions as e
from policyc.targets.python.choices import Branch, Choices, Figures, annotation, is_by_member, members_of, place
from policyc.targets.python.code import Binds, Code
from policyc.targets.python.layout import items
from policyc.targets.python.operators import rescaled


class Function(Choices):
    """The body of one rule's or condition's function."""

    # ------------------------------------------------------------------ tables

    def _lookup(self, expr: e.Lookup, scale: int | None, name: str | None) -> None:
        """The subjects are read first, then the row, then the cell that the column chooses."""
        subjects = self.in_order([partial(self._subject, subject) for subject in expr.subjects])
        column = self._column(expr.columns, subjects[1], expr.subjects[1]) if expr.columns else None
        if is_by_member(expr.subjects[0], [row.patterns for row in expr.rows], [cell for row in expr.rows for cell in row.cells]):
            self._end(self._found(expr, subjects[0], column, scale), name)
            return
        rows = sorted(expr.rows, key=lambda row: isinstance(row.patterns, e.Otherwise))
        branches: list[Branch] = []
        for row in rows:
            test = self._meets(subjects[0], expr.subjects[0], row.patterns)
            words = self.notes.patterns(expr.subjects[0], row.patterns)
            branches.append((test, self._row(expr, row, words, column, scale, name)))
        self._arms(branches, name, [row.span for row in rows])

    def _found(self, expr: e.Lookup, subject: Code, column: Code | None, scale: int | None) -> Code:
        """The figure of a table of many rows."""
        figures: list[Figures] = []
        for row in expr.rows:
            words = self.notes.patterns(expr.subjects[0], row.patterns)
            note = self.notes.arm(words, row.cells[0], row.quotes) if column is None else self.notes.row(words, row.quotes)
            cells = [self.literal_at(cell, scale) for cell in row.cells]
            value = cells[0] if column is None else items(cells)
            figures.append((members_of(row.patterns), note, value, row.span))
        kind = annotation(expr.type, scale)
        if column is None:
            return self.by_member(subject, expr.subjects[0].type, kind, figures)
        row_of = self.by_member(subject, expr.subjects[0].type, f"tuple[{kind}, ...]", figures)
        return Code(f"{row_of.text}[{column.text}]")

    def _row(
        self, expr: e.Lookup, row: e.Row, words: str, column: Code | None, scale: int | None, name: str | None
    ) -> Callable[[], None]:
        if column is None:
            return self._arm(row.cells[0], words, row.quotes, scale, name)

        def write() -> None:
            if all(isinstance(cell, e.Literal) for cell in row.cells):
                self.block.line(f"c._took({self.notes.row(words, row.quotes)})")
                self._end(self._cells(row, column, scale), name)
                return
            self.block.line(f"c._took({self.notes.row(words, row.quotes)})")
            cells: list[Branch] = []
            with self._beside(row.quotes):
                for i, cell in enumerate(row.cells):
                    cells.append((partial(_is_column, column, i), self._cell(cell, scale, name)))
                self._arms(cells, name, [cell.span for cell in row.cells])

        return write

    def _cell(self, cell: e.Expr, scale: int | None, name: str | None) -> Callable[[], None]:
        def write() -> None:
            self.block.line(f"c._took({self.notes.arm('', cell, ())})")
            self._into(cell, scale, name)

        return write

    def _cells(self, row: e.Row, column: Code, scale: int | None) -> Code:
        """A row of plain figures."""
        cells = [self.value(cell, scale).text for cell in row.cells]
        return Code(f"{self.listed(cells)}[{column.text}]" if len(cells) > 1 else cells[0])

    def _column(self, columns: Sequence[tuple[e.Pattern, ...]], code: Code, subject: e.Expr) -> Code:
        """Which column the second subject chooses."""
        column = self.fresh("column")
        branches: list[Branch] = []
        for i, patterns in enumerate(columns):
            note = self.notes.arm(self.notes.patterns(subject, patterns), None, ())
            branches.append((self._meets(code, subject, patterns), self._chosen_column(column, i, note)))
        self._arms(branches, column, [patterns[0].span for patterns in columns])
        return Code(column, constant=True)

    def _chosen_column(self, column: str, index: int, note: int) -> Callable[[], None]:
        def write() -> None:
            self.block.line(f"c._took({note})")
            self.block.line(f"{column} = {index}")

        return write

    # ------------------------------------------------------------------ scales

    def _marginal(self, expr: e.Marginal, scale: int | None) -> Code:
        """The base, the column, then bracket by bracket as far as the base reaches, at last the cap."""
        parts, rates = self.scales.bracket_parts(expr), self.scales.bracket_rates(expr)
        if parts is None or rates is None:
            parts = rates = None
        base = self.kept(self.value(expr.base, parts), "base")
        column = None
        if expr.subject is not None and expr.columns:
            column = self._column(expr.columns, self._subject(expr.subject), expr.subject)
        total = self.fresh("total")
        outer = self.block.indent
        lower: Code | None = None
        for i, bracket in enumerate(expr.brackets):
            if lower is not None:
                self.block.line(f"if {base.text} > {lower.text}:", place(bracket.span))
                self.block.indent += 4
            lower = self._bracket(expr, i, (base, lower, column, total), (parts, rates))
        self.block.indent = outer
        whole = None if parts is None or rates is None else parts + rates
        code = Code(total, constant=True)
        if expr.cap is None:
            return rescaled(code, whole, scale)
        cap = self.value(expr.cap, scale)
        return Code(f"min({rescaled(code, whole, scale).text}, {cap.text})")

    def _bracket(
        self, expr: e.Marginal, i: int, at: tuple[Code, Code | None, Code | None, str], scales: tuple[int | None, int | None]
    ) -> Code | None:
        """One bracket: its part of the base times its rate, added to the total. Gives the bracket's upper end."""
        base, lower, column, total = at
        bracket = expr.brackets[i]
        upper = None if bracket.upper is None else self.kept(self.value(bracket.upper, scales[0]), "upper")
        end = base.text if upper is None else f"min({base.text}, {upper.text})"
        part = self.fresh("part")
        # The first bracket starts at 0, and no part of a negative base lies in it.
        self.block.line(f"{part} = max({end}{' - ' + lower.text if lower else ''}, 0)", "" if lower else place(bracket.span))
        with self._beside(bracket.quotes):
            rate = self._rate(bracket, column, scales[1])
        notes = [str(self.notes.bracket(expr, i, one, scales[0])) for one in bracket.rates]
        note = notes[0] if column is None or len(notes) == 1 else f"({', '.join(notes)})[{column.text}]"
        self.block.line(f"c._took({note}, {part})")
        self.block.line(f"{total} {'+=' if lower else '='} {rate.within(Binds.PRODUCT)} * {part}")
        return upper

    def _rate(self, bracket: e.Bracket, column: Code | None, scale: int | None) -> Code:
        if column is None or len(bracket.rates) == 1:
            return self.value(bracket.rates[0], scale)
        if all(isinstance(rate, e.Literal) for rate in bracket.rates):
            return Code(f"{self.listed([self.value(rate, scale).text for rate in bracket.rates])}[{column.text}]")
        rate = self.fresh("rate")
        self.block.line(f"{rate}: {'int' if scale is not None else 'Fraction'}")
        branches: list[Branch] = []
        for i, cell in enumerate(bracket.rates):
            plain = isinstance(cell, e.Literal)  # the bracket's own note says it
            write = partial(self._into, cell, scale, rate) if plain else self._cell(cell, scale, rate)
            branches.append((partial(_is_column, column, i), write))
        self._arms(branches, rate, [cell.span for cell in bracket.rates])
        return Code(rate, constant=True)


def _is_column(column: Code, index: int) -> Code:
    return Code(f"{column.text} == {index}", Binds.COMPARE)
