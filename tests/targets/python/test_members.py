"""A choice among many members of an enum is one look-up, and says the same as one comparison after the other."""

from __future__ import annotations

from decimal import Decimal

from tests.targets.python.modules import HEAD, imported, policy_of, source_of

_COUNT = 200


def _policy() -> str:
    members = ", ".join(f"甲{i} as a{i}" for i in range(_COUNT))
    rows = "\n".join(f"甲{i}: {100 + i}元, {300 + i}元" for i in range(_COUNT - 1))
    arms = "\n".join(f"甲{i} -> {50 + i}元" for i in range(_COUNT - 2))
    return f"""{HEAD}
enum 地区 as place {{ {members} }}
enum 级 as level {{ 一级 as one, 二级 as two }}
input 地 as at : 地区
input 级别 as grade : 级
clause 文 "一" {{
  table 标准 as standard : 元 by 地, 级别 {{ columns 一级, 二级 {rows} otherwise because "其余": 1元, 2元 }} quote "表"
  rule 数 as figure = match 地 {{ {arms} 甲{_COUNT - 2} | 甲{_COUNT - 1} -> 7元 }} quote "数"
}}"""


def test_many_members() -> None:
    source = source_of(policy_of(_policy()))
    assert "is Place." not in source and "in (Place." not in source
    module = imported(source, "members")
    one, two = module.Level.ONE, module.Level.TWO
    for i, place in enumerate(module.Place):
        last = i == _COUNT - 1
        assert module.standard(at=place, grade=one) == Decimal(1 if last else 100 + i)
        assert module.standard(at=place, grade=two) == Decimal(2 if last else 300 + i)
        assert module.figure(at=place) == Decimal(7 if i >= _COUNT - 2 else 50 + i)
    assert "地为甲3：53元" in module.explain("figure", at=module.Place.A3)
    assert "地为甲3" in module.explain("standard", at=module.Place.A3, grade=one)
