"""``households.toml`` → households as described, and what is wrong with the text.

Keys are Chinese or ASCII, Chinese ones without the quotes that TOML would ask for. What belongs to a policy (its inputs and
histories) stands in 情况 alone, so that no name of a policy can be taken for a key.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from policyc.compare.households.described import Described, Event, Given, Household, Member, Role, Wanted
from policyc.compare.households.places import Places, in_quotes, typed_column
from policyc.compare.households.twins import differences
from policyc.diagnostics.codes import e0940, e0941, e0942, e0944, e0945, e0946
from policyc.diagnostics.core import Diagnostic, Span, listed

#: The keys of the file, of a household, of a member and of an event, Chinese and ASCII.
FILE = MappingProxyType({"说明": "notice", "关注": "show", "家庭": "households"})
HOUSEHOLD = MappingProxyType(
    {"名称": "name", "说明": "description", "对照": "twin", "关注": "show", "情况": "given", "成员": "members"}
)
MEMBER = MappingProxyType({"名称": "name", "人数": "people", "情况": "given", "事件": "events"})
EVENT = MappingProxyType({"名称": "name", "次数": "times", "情况": "given"})
#: The ways that money goes, in the words of the file.
ROLES = MappingProxyType({"缴": Role.PAYS, "补": Role.SUBSIDY, "报": Role.REIMBURSED, "得": Role.GETS, "其他": Role.OTHER})
_MOST = 1000
_LARGEST = 10**18
_AT = re.compile(r" \(at line (\d+), column (\d+)\)| \(at end of document\)")


def read(text: str, file: str) -> tuple[Described | None, tuple[Diagnostic, ...]]:
    """The households of a text; None where anything is wrong with it. file: what messages call it."""
    try:
        table = tomllib.loads(in_quotes(text))
    except (ValueError, RecursionError) as error:
        return None, (_no_toml(error, Places(text, file)),)
    reader = _Reader(Places(text, file))
    described = reader.file(table)
    return (None if reader.wrong else described), tuple(reader.wrong)


def _no_toml(error: Exception, places: Places) -> Diagnostic:
    found = _AT.search(str(error))
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (places.lines, 1)
    return e0940.CODE.at(places.at(line, typed_column(places.line(line), column)), reason=_AT.sub("", str(error)))


class _Reader:
    """Reads tables and remembers what is wrong; where something is wrong, something harmless is read instead."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._where: tuple[str, ...] = ()
        self.wrong: list[Diagnostic] = []

    def file(self, table: Mapping[str, Any]) -> Described:
        """All of it."""
        found = self._known(table, FILE)
        households = tuple(self._household(entry) for entry in self._tables(found, "households", "家庭"))
        if not households and not self.wrong:
            self._say("没有写家庭", "there are no households")
        self._distinct(households)
        self._twins(households)
        return Described(households, self._shown(found), self._text(found, "notice"))

    # ------------------------------------------------------------------ households, members, events

    def _household(self, table: Mapping[str, Any]) -> Household:
        self._where = (self._name_of(table),)
        found = self._known(table, HOUSEHOLD)
        name, span = self._name(found), self._span()
        common = self._given(found)
        wanted, twin = self._shown(found), self._text(found, "twin") or None
        members = tuple(self._member(entry, common) for entry in self._tables(found, "members", "成员"))
        self._where = (name,)
        if not members:
            self._say("没有写成员", "it has no members")
        self._unlike(members, "成员", "members")
        household = Household(name, self._text(found, "description"), members, span, wanted, twin)
        self._where = ()
        return household

    def _member(self, table: Mapping[str, Any], common: tuple[Given, ...]) -> Member:
        household = self._where[:1]
        self._where = (*household, self._name_of(table))
        found = self._known(table, MEMBER)
        own = self._given(found)
        given = (*(g for g in common if g.name not in {o.name for o in own}), *own)
        member = Member(self._name(found), self._count(found, "people", "人数"), given)
        events = tuple(self._event(entry) for entry in self._tables(found, "events", "事件"))
        self._unlike(events, "事件", "events")
        self._where = household
        return Member(member.name, member.people, member.given, events)

    def _event(self, table: Mapping[str, Any]) -> Event:
        outer = self._where
        self._where = (*outer[:2], self._name_of(table))
        found = self._known(table, EVENT)
        event = Event(self._name(found), self._count(found, "times", "次数"), self._given(found))
        self._where = outer
        return event

    # ------------------------------------------------------------------ values

    def _known(self, table: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
        """The table by its ASCII keys; what it may not have is told."""
        found: dict[str, Any] = {}
        for key, value in table.items():
            known = keys.get(key, key)
            if known not in keys.values():
                hint = f"可以写：{'、'.join(keys)}；政策的输入写在“情况”里", f"known: {', '.join(keys.values())}"
                self._say(f"不认识“{key}”", f"“{key}” means nothing here", key, hint)
            elif known in found:
                self._say(f"“{key}”写了两次", f"“{key}” is given twice", key)
            else:
                found[known] = value
        return found

    def _tables(self, found: Mapping[str, Any], key: str, chinese: str) -> Iterator[Mapping[str, Any]]:
        value = found.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            path = {"households": "家庭", "members": "家庭.成员", "events": "家庭.成员.事件"}[key]
            self._say(f"“{chinese}”要写成 [[{path}]]", f"“{key}” should be a list of tables", chinese)
            return
        yield from value[:_MOST]
        if len(value) > _MOST:
            self._say(f"“{chinese}”超过{_MOST}个", f"more than {_MOST} {key}", chinese)

    def _given(self, found: Mapping[str, Any]) -> tuple[Given, ...]:
        value = found.get("given", {})
        if not isinstance(value, dict):
            self._say('“情况”要写成 情况 = { 分档 = "西部" }', '“given” should be a table: given = { tier = "west" }', "情况")
            return ()
        read = ((name, self._as_text(name, each)) for name, each in value.items())
        return tuple(Given(name, text, self._span(name)) for name, text in read if text is not None)

    def _as_text(self, name: str, value: object) -> str | None:
        """A value as it is typed on the command line."""
        match value:
            case bool():
                return "是" if value else "否"
            case float():
                where = self._here()
                self.wrong.append(e0942.CODE.at(self._span(name), where=where, name=name, value=str(value)))
                return None
            case int() if abs(value) >= _LARGEST:
                self._say(f"“{name}”的数太大", f"“{name}” is too large a number", name)
                return None
            case datetime.datetime() | datetime.time() | list() | dict():
                zh = f'“{name}”要写成一个值，记录写成一行文字，如 "2020..2024: 参保; 2025:"'
                self._say(zh, f"“{name}” should be one value; records are one text", name)
                return None
            case _:
                return str(value)

    def _shown(self, found: Mapping[str, Any]) -> tuple[Wanted, ...]:
        value = found.get("show", [])
        lists: Iterable[tuple[Role | None, Any]]
        if isinstance(value, dict):
            roles = {**ROLES, **{role.value: role for role in Role}}
            for key in value:
                if key not in roles:
                    hint = f"可以写：{'、'.join(ROLES)}", f"known: {', '.join(Role)}"
                    self._say(f"“关注”里不认识“{key}”", f"“{key}” means nothing in “show”", key, hint)
            lists = [(roles[key], names) for key, names in value.items() if key in roles]
        else:
            lists = [(None, value)]
        wanted: list[Wanted] = []
        for role, names in lists:
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                self._say('“关注”要写成 ["名称", "名称"]', '“show” should be a list of names: ["name", "name"]', "关注")
                continue
            wanted += [Wanted(name, role, self._span(name)) for name in names]
        return tuple(wanted)

    def _name(self, found: Mapping[str, Any]) -> str:
        name = self._text(found, "name")
        if not name and isinstance(found.get("name", ""), str):
            self._say("没有写名称", "it has no name")
        return name

    @staticmethod
    def _name_of(table: Mapping[str, Any]) -> str:
        name = table.get("名称", table.get("name", ""))
        return name if isinstance(name, str) else ""

    def _text(self, found: Mapping[str, Any], key: str) -> str:
        value = found.get(key, "")
        if not isinstance(value, str):
            chinese = {"name": "名称", "description": "说明", "notice": "说明", "twin": "对照"}[key]
            self._say(f"“{chinese}”要写成文字，加英文双引号", f"“{key}” should be a text in double quotes", chinese)
            return ""
        return " ".join(value.split())

    def _count(self, found: Mapping[str, Any], key: str, chinese: str) -> int:
        value = found.get(key, 1)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST:
            self._say(f"“{chinese}”应为1至{_MOST}的整数", f"“{key}” should be a whole number from 1 to {_MOST}", chinese)
            return 1
        return value

    # ------------------------------------------------------------------ among each other

    def _unlike(self, named: Sequence[Member | Event], chinese: str, english: str) -> None:
        """Members of a household, and events of a member, are told by their names."""
        for name, count in Counter(each.name for each in named).items():
            if name and count > 1:
                self._say(f"有{count}个{chinese}都叫“{name}”", f"{count} {english} are called “{name}”", name)

    def _distinct(self, households: Iterable[Household]) -> None:
        seen: set[str] = set()
        for household in households:
            if household.name and household.name in seen:
                self.wrong.append(e0944.CODE.at(household.span, name=household.name))
            seen.add(household.name)

    def _twins(self, households: Iterable[Household]) -> None:
        by_name = {household.name: household for household in households}
        for household in by_name.values():
            if household.twin is None:
                continue
            other, name, twin = by_name.get(household.twin), household.name, household.twin
            if other is None or other is household:
                why = ("就是本户", "is itself") if other else ("不在文件里", "is not in the file")
                self.wrong.append(e0945.CODE.at(household.span, name=name, twin=twin, why_zh=why[0], why_en=why[1]))
            elif len(found := differences(other, household)) != 1:
                told = listed(f"“{what}”" for what in found)
                zh = f"有{len(found)}处不同：{told}" if found else "完全相同"
                en = f"differ in {len(found)} things: {told.en}" if found else "are the same"
                self.wrong.append(e0946.CODE.at(household.span, name=name, twin=twin, found_zh=zh, found_en=en))

    # ------------------------------------------------------------------ messages

    def _say(self, zh: str, en: str, key: str = "", hint: tuple[str, str] | None = None) -> None:
        help_zh, help_en = hint or ("按 docs/households.md 的格式改", "see docs/households.md")
        where, code = self._here(), e0941.CODE
        told = code.at(self._span(key), where=where, reason_zh=zh, reason_en=en, help_zh=help_zh, help_en=help_en)
        self.wrong.append(told)

    def _here(self) -> str:
        return "·".join(f"“{name}”" if name else "（未写名称）" for name in self._where) or "households.toml"

    def _span(self, name: str = "") -> Span:
        return self._places.of((*self._where, name))
