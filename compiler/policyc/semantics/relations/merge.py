"""Layers → one tree: what is inherited, changed as the layers say, then the policy's own declarations.

What is inherited keeps its place and its clause. A refined figure or an amended rule stands where it is refined, since that
clause says it now; an overridden rule stays where it is. Sources, checks, examples, assumptions and questions are
not inherited; targets and measures only by an amendment, which keeps them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.diagnostics.codes import e1004, e1005, e1006, e1008, e1010, e1011, e1012, e1013, e1019
from policyc.diagnostics.core import Diagnostic, Label, Span, Words
from policyc.model.policy import Policy, RelationKind
from policyc.semantics.context import nearest
from policyc.semantics.names import all_items, fold
from policyc.semantics.order import names_read
from policyc.semantics.relations import changes
from policyc.semantics.relations.layers import How, Layer
from policyc.syntax import tree

_Item = tree.Item | tree.TopItem
_Declared = (
    tree.Input
    | tree.Param
    | tree.Rule
    | tree.Table
    | tree.Scale
    | tree.Track
    | tree.Reading
    | tree.History
    | tree.Enum
    | tree.Unit
    | tree.Target
    | tree.Measure
)
#: What a policy under another one does not take over; and what an amendment does not.
_NOT_UNDER = tree.Target | tree.Measure
_RELATIONS = tree.Refine | tree.Override | tree.Take | tree.Amend | tree.Withdraw | tree.Keep
_NEVER = tree.Policy | tree.Source | tree.Check | tree.CheckAll | tree.Example | tree.Remark | _RELATIONS
#: Of what an amendment must say whether it is kept: what the document decides. What it is made of (inputs, kinds) stays.
_DECIDED = tree.Param | tree.Rule | tree.Table | tree.Scale | tree.Track | tree.Reading | tree.Target | tree.Measure

_KINDS = {
    tree.Refine: RelationKind.REFINE,
    tree.Override: RelationKind.OVERRIDE,
    tree.Take: RelationKind.TAKE,
    tree.Amend: RelationKind.AMEND,
    tree.Withdraw: RelationKind.WITHDRAW,
    tree.Keep: RelationKind.KEEP,
}
_WORDS: Mapping[type, tuple[str, str]] = {
    tree.Param: ("参数", "a param"),
    tree.Rule: ("规则", "a rule"),
    tree.Table: ("表", "a table"),
    tree.Scale: ("分段", "a scale"),
    tree.Track: ("递推", "a track"),
    tree.Reading: ("口径", "a reading"),
    tree.Input: ("输入", "an input"),
    tree.History: ("记录", "a history"),
    tree.Enum: ("分类", "an enum"),
    tree.Unit: ("单位", "a unit"),
    tree.Target: ("目标", "a target"),
    tree.Measure: ("措施", "a measure"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A declaration, the clause that it stands in, and the policy whose file says so."""

    clause: tree.Clause | None
    item: _Item
    policy: str


@dataclass(frozen=True, slots=True)
class Change:
    """A statement on something inherited: of which policy, and where that stands."""

    kind: RelationKind
    name: str
    node: tree.Relation
    clause: tree.Clause
    policy: str
    above: Span


@dataclass(frozen=True, slots=True)
class Merged:
    """The tree of a policy with all that it inherits, and its own statements on that."""

    file: tree.File
    changes: tuple[Change, ...]


def merge(layers: Sequence[Layer], policies: Mapping[str, Policy]) -> tuple[Merged, tuple[Diagnostic, ...]]:
    """One tree of all layers; ``policies`` are the models of those that are inherited from."""
    work = _Merge(policies)
    for layer in layers:
        work.add(layer)
    own = layers[-1]
    return Merged(tree.File(own.tree.span, tuple(work.items()), own.tree.broken), tuple(work.changes)), tuple(work.sink)


class _Merge:
    """What has been read of the layers so far. ``amendable``: the ids of the policies that the next layer would amend."""

    def __init__(self, policies: Mapping[str, Policy]) -> None:
        self.policies = policies
        self.entries: list[Entry] = []
        self.changes: list[Change] = []
        self.sink: list[Diagnostic] = []
        self.amendable: set[str] = set()
        self.amends = False
        self.said: dict[str, tree.Relation] = {}
        self.withdrawn: dict[str, tree.Withdraw] = {}

    def add(self, layer: Layer) -> None:
        """Take in the next layer."""
        self.entries = [e for e in self.entries if not isinstance(e.item, _NEVER) and self._taken_over(e, layer.how)]
        self.amends = layer.how is How.AMENDS
        self.changes, self.said, self.withdrawn = [], {}, {}
        inherited = list(self.entries)
        for item, clause in all_items(layer.tree):
            if isinstance(item, tree.Withdraw) and clause is not None:
                self._withdraw(item, clause)
        for item, clause in all_items(layer.tree):
            if isinstance(item, _RELATIONS):
                assert clause is not None  # the grammar has them in clauses only
                self._change(layer, item, clause)
                self.entries.append(Entry(clause, item, layer.id))  # so that its clause is known; nothing is declared by it
            elif not self._clashes(item):
                self.entries.append(Entry(clause, item, layer.id))
        if self.amends:
            self._complete(layer, inherited)
            self._still_read()
        self.amendable = {layer.id} | (self.amendable if layer.how is How.AMENDS else set())

    def items(self) -> Iterator[tree.TopItem]:
        """The items of the file: neighbours of one clause together again."""
        group: list[tree.Item] = []
        clause: tree.Clause | None = None
        for entry in self.entries:
            if group and entry.clause is not clause:
                assert clause is not None
                yield dataclasses.replace(clause, items=tuple(group))
                group = []
            clause = entry.clause
            if clause is None:
                yield entry.item  # type: ignore[misc]  # at the top level stands what may stand there
            else:
                group.append(entry.item)  # type: ignore[arg-type]
        if group:
            assert clause is not None
            yield dataclasses.replace(clause, items=tuple(group))

    # ------------------------------------------------------------------ what is taken over

    @staticmethod
    def _taken_over(entry: Entry, how: How) -> bool:
        return how is How.AMENDS or not isinstance(entry.item, _NOT_UNDER)

    def _find(self, name: str) -> Entry | None:
        return next((e for e in self.entries if isinstance(e.item, _Declared) and fold(e.item.name.text) == fold(name)), None)

    def _clashes(self, item: _Item) -> bool:
        """Whether an inherited declaration has the name already, which is then said."""
        if not isinstance(item, _Declared | tree.Source):
            return False
        inherited = self._find(item.name.text)
        if inherited is None or inherited.item.span.file == item.span.file:  # twice in one file is told elsewhere
            return False
        label = [Label(_name_of(inherited).span, "上面的在这里", "the one above")]
        hint = self._instead(inherited, item)
        self.sink.append(e1008.CODE.at(item.name.span, name=item.name.text, policy=inherited.policy, hint=hint, related=label))
        return True

    def _instead(self, inherited: Entry, item: _Item) -> Words:
        """How to say what was meant by declaring it again."""
        if self.amends and inherited.policy in self.amendable:
            if isinstance(inherited.item, tree.Param | tree.Rule | tree.Track):
                return Words("要修订它，写 amend", "to change it, write amend")
            return Words("要改写它，先写 withdraw 废止", "to replace it, withdraw it first")
        match inherited.item, item:
            case tree.Param(), tree.Param():
                return Words("要细化它，写 refine；不是同一件事，请换一个名称", "write refine, or choose another name")
            case tree.Rule() | tree.Table(), tree.Rule() | tree.Table():
                return Words("要替换个别情形，写 override；不是同一件事，请换一个名称", "write override, or choose another name")
            case tree.Reading(), tree.Reading():
                return Words("要换一种口径，写 take", "to take another option, write take")
            case _:
                return Words("不必再写；不是同一件事，请换一个名称", "leave it out, or choose another name")

    # ------------------------------------------------------------------ statements

    def _change(self, layer: Layer, node: tree.Relation, clause: tree.Clause) -> None:
        if isinstance(node, tree.Withdraw):
            return  # done before all others
        above = layer.how is not How.FIRST if isinstance(node, tree.Refine | tree.Override | tree.Take) else self.amends
        if not above:
            self.sink.append(_nothing_above(node))
            return
        match node:
            case tree.Refine():
                self._refine(layer, node, clause)
            case tree.Override():
                self._override(node, clause)
            case tree.Take():
                self._take(node, clause)
            case tree.Amend():
                self._amend(layer, node, clause)
            case tree.Keep():
                for name in node.names or ():
                    self._keep(node, name, clause)

    def _meant(self, node: tree.Relation, name: tree.Name, kinds: type | tuple[type, ...]) -> Entry | None:
        """The inherited declaration that is spoken of, once; else it is said that there is none."""
        found = self._find(name.text)
        inherited = found is not None and found.item.span.file != node.span.file
        first = self.said.get(fold(name.text))
        if first is not None:
            label = [Label(first.span, "先在这里写过", "first written here")]
            self.sink.append(e1013.CODE.at(name.span, name=name.text, word=_word(first), related=label))
            return None
        if found is None or not inherited:
            names = [_name_of(e).text for e in self.entries if isinstance(e.item, kinds) and e.item.span.file != node.span.file]
            hint, fixes = nearest(name, names)
            above = "、".join(dict.fromkeys(e.policy for e in self.entries if e.item.span.file != node.span.file))
            self.sink.append(e1005.CODE.at(name.span, name=name.text, policy=above, hint=hint, fixes=fixes))
            return None
        self.said[fold(name.text)] = node
        return found

    def _unfit(self, node: tree.Relation, name: tree.Name, found: Entry, why: Words, hint: Words) -> None:
        label = [Label(_name_of(found).span, f"{found.policy} 的在这里", f"here in {found.policy}")]
        self.sink.append(e1006.CODE.at(name.span, word=_word(node), name=name.text, why=why, hint=hint, related=label))

    def _wrong_kind(self, node: tree.Relation, name: tree.Name, found: Entry) -> None:
        """That this word does not fit a declaration of that kind, and which does."""
        zh, en = _WORDS[type(found.item)]
        match found.item:
            case tree.Param():
                hint = Words("参数用 refine", "a param is refined")
            case tree.Rule() | tree.Table() | tree.Track():
                hint = Words("规则和表用 override 替换个别情形", "single cases of rules and tables are overridden")
            case tree.Reading():
                hint = Words("口径用 take 选取", "a reading is taken")
            case _:
                hint = Words(f"{zh}照样继承，不能改", f"{en} is inherited as it is")
        self._unfit(node, name, found, Words(f"它是{zh}", f"it is {en}"), hint)

    def _record(self, node: tree.Relation, clause: tree.Clause, found: Entry) -> None:
        name = _name_of(found)
        self.changes.append(Change(_KINDS[type(node)], name.text, node, clause, found.policy, found.item.span))

    def _replace(self, found: Entry, item: _Item) -> None:
        self.entries[self.entries.index(found)] = dataclasses.replace(found, item=item)

    def _refine(self, layer: Layer, node: tree.Refine, clause: tree.Clause) -> None:
        found = self._meant(node, node.name, tree.Param)
        if found is None:
            return
        if not isinstance(found.item, tree.Param):
            self._wrong_kind(node, node.name, found)
            return
        if self.amends and found.policy in self.amendable:
            hint = Words("修订用 amend", "write amend")
            self._unfit(node, node.name, found, Words("它是被修订的政策自己的", "the policy that is amended says it"), hint)
            return
        model = self.policies[found.policy].param.get(found.item.name.text)
        if model is not None and model.is_derived:
            why = Words("它由其他参数算出", "it is worked out from other params")
            self._unfit(node, node.name, found, why, Words("细化算出它的那些参数", "refine those that it is worked out from"))
            return
        self._record(node, clause, found)
        self.entries.remove(found)
        made = changes.refined(found.item, node, node.bound, model.type if model is not None else None)
        self.entries.append(Entry(clause, made, layer.id))

    def _override(self, node: tree.Override, clause: tree.Clause) -> None:
        found = self._meant(node, node.name, (tree.Rule, tree.Table, tree.Track))
        if found is None:
            return
        match found.item:
            case tree.Rule() | tree.Track() if node.exceptions:
                made: _Item | None = changes.overridden(found.item, node)
            case tree.Table() if node.rows:
                made, wrong = changes.with_rows(found.item, node)
                self.sink.extend(wrong)
            case tree.Rule() | tree.Track() | tree.Table():
                table = isinstance(found.item, tree.Table)
                why = Words("它是表", "it is a table") if table else Words("它是规则", "it is a rule")
                hint = Words("表用行替换：override 表 { 行: 值 }", "replace rows") if table else _EXCEPT
                label = [Label(_name_of(found).span, "在这里声明", "declared here")]
                self.sink.append(e1010.CODE.at(node.name.span, name=node.name.text, why=why, hint=hint, related=label))
                return
            case _:
                self._wrong_kind(node, node.name, found)
                return
        if made is not None:
            self._record(node, clause, found)
            self._replace(found, made)

    def _take(self, node: tree.Take, clause: tree.Clause) -> None:
        found = self._meant(node, node.name, tree.Reading)
        if found is None:
            return
        if not isinstance(found.item, tree.Reading):
            self._wrong_kind(node, node.name, found)
            return
        if not node.annotations.because:
            self.sink.append(e1011.CODE.at(node.span, word="take", name=node.name.text))
            return
        self._record(node, clause, found)
        self._replace(found, dataclasses.replace(found.item, taken=node.option, because=node.annotations.because[0]))

    # ------------------------------------------------------------------ amendments

    def _amended(self, node: tree.Relation, name: tree.Name) -> Entry | None:
        """What an amendment may speak of: what the amended policy says itself."""
        found = self._meant(node, name, (tree.Param, tree.Rule, tree.Table, tree.Track, tree.Reading, tree.Target, tree.Measure))
        if found is None:
            return None
        if found.policy not in self.amendable:
            why = Words(f"它是上位政策 {found.policy} 的规定", f"{found.policy}, which is above, says it")
            self._unfit(node, name, found, why, Words("上位政策的参数用 refine 细化", "what is above is refined"))
            return None
        if not isinstance(found.item, _DECIDED):
            self._wrong_kind(node, name, found)
            return None
        return found

    def _amend(self, layer: Layer, node: tree.Amend, clause: tree.Clause) -> None:
        found = self._amended(node, node.name)
        if found is None:
            return
        item, body = found.item, node.body
        made: _Item
        if isinstance(item, tree.Param):
            bound = node.bound
            if body is not None:
                if body.exceptions or body.modifiers or isinstance(body.value, tree.Body):
                    why = Words("它是参数，没有情形之分", "it is a param, which has no cases")
                    self._unfit(node, node.name, found, why, Words("写 amend 名 = 数字", "write amend name = figure"))
                    return
                value = body.value if body.rounding is None else tree.Rounded(body.span, body.value, body.rounding)
                bound = tree.Bound(body.span, "=", value, None, None, unspecified=False)
            assert bound is not None
            model = self.policies[found.policy].param.get(item.name.text)
            made = changes.refined(item, node, bound, model.type if model is not None else None)
        elif isinstance(item, tree.Rule | tree.Track) and body is not None:
            made = changes.amended(item, node, body)
        else:
            zh, en = _WORDS[type(item)]
            hint = Words("先写 withdraw 废止，再重新声明", "withdraw it, then declare it anew")
            self._unfit(node, node.name, found, Words(f"它是{zh}", f"it is {en}"), hint)
            return
        self._record(node, clause, found)
        self.entries.remove(found)
        self.entries.append(Entry(clause, made, layer.id))

    def _withdraw(self, node: tree.Withdraw, clause: tree.Clause) -> None:
        if not self.amends:
            self.sink.append(_nothing_above(node))
            return
        found = self._amended(node, node.name)
        if found is not None:
            self._record(node, clause, found)
            self.entries.remove(found)
            self.withdrawn[_name_of(found).text] = node

    def _keep(self, node: tree.Keep, name: tree.Name, clause: tree.Clause) -> None:
        found = self._amended(node, name)
        if found is not None:
            self._record(node, clause, found)

    def _complete(self, layer: Layer, inherited: Iterable[Entry]) -> None:
        """All that the amended policy decides is amended, withdrawn or kept."""
        statements = [item for item, _ in all_items(layer.tree)]
        if any(isinstance(item, tree.Keep) and item.names is None for item in statements):
            return
        open_ = [
            e
            for e in inherited
            if e.policy in self.amendable and isinstance(e.item, _DECIDED) and fold(_name_of(e).text) not in self.said
            if not (isinstance(e.item, tree.Rule) and e.item.keyword == "part")
        ]
        top = next((item for item in statements if isinstance(item, tree.Policy)), None)
        if open_ and top is not None and top.amends:
            names = "、".join(_name_of(e).text for e in open_)
            related = [Label(_name_of(e).span, f"“{_name_of(e).text}”", f"“{_name_of(e).text}”") for e in open_[:3]]
            self.sink.append(e1012.CODE.at(top.amends[0].span, policy=top.amends[0].text, names=names, related=related))

    def _still_read(self) -> None:
        """What is withdrawn is read by nothing that is left."""
        for name, node in self.withdrawn.items():
            if self._find(name) is not None:  # declared anew
                continue
            readers = [e for e in self.entries if isinstance(e.item, _Declared) and _reads(e.item, name)]
            if readers:
                names = "、".join(f"“{_name_of(e).text}”" for e in readers)
                related = [Label(_name_of(e).span, "还在读它", "still reads it") for e in readers[:3]]
                self.sink.append(e1019.CODE.at(node.name.span, name=name, readers=names, related=related))
                self.entries = [e for e in self.entries if e not in readers]  # said once


_EXCEPT = Words("规则用 except when 替换：override 规则 { except when 条件 -> 值 }", "replace cases by except when")


def _nothing_above(node: tree.Relation) -> Diagnostic:
    header = "under" if isinstance(node, tree.Refine | tree.Override | tree.Take) else "amends"
    return e1004.CODE.at(node.span, word=_word(node), header=header)


def _word(node: tree.Relation) -> str:
    return _KINDS[type(node)].value


def _name_of(entry: Entry) -> tree.Name:
    assert isinstance(entry.item, _Declared)
    return entry.item.name


def _reads(item: _Item, name: str) -> bool:
    return any(fold(read.text) == fold(name) for read in names_read(item))
