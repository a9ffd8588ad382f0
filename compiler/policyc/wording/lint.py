"""Forms that no Chinese text of ours may have: 约70%左右, 大于等于, 降低一倍, 5,000元, 60—75%, 〔〕 written [], and the like.

:func:`lint` receives a whole text (Markdown or plain) and returns what it finds, in order. Code (`` `…` `` and fenced blocks) and
addresses are not Chinese and are left alone; what stands in “…” is somebody else's wording, so that filler is no fault there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Finding:
    """A forbidden form: where (line and column from 1), what, and what to write."""

    line: int
    column: int
    text: str
    advice: str


class _Where(Enum):
    """The part of a text that a form is looked for in."""

    ALL = "everything that is not code"
    PROSE = "sentences: not the rows of tables"
    OWN = "our own words: not what stands in “…”"


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    advice: str
    where: _Where = _Where.ALL


_CJK = r"[\u3400-\u9fff]"
_COUNT = r"[\d一二两三四五六七八九十百]+"


def _form(pattern: str, advice: str, where: _Where = _Where.ALL) -> _Form:
    return _Form(re.compile(pattern), advice, where)


_FORMS: tuple[_Form, ...] = (
    _form(r"(?:大)?约[^，。；、\s|]{1,16}左右", "“约”与“左右”只用一个：句中用左右，表中用约"),
    _form(r"[大小]于或?等于", "用“不低于”“不超过”"),
    _form(rf"(?:降低|减少|下降|缩小|低)了?{_COUNT}倍", "减少不以倍数计：写明由多少降到多少"),
    _form(r"\d[,，]\d{3}(?!\d)", "数字不加千分逗号：5000元，1.4万元"),
    _form(r"(?<![\d.])[1-9]\d{2,}00元", "一万以上用万：1.4万元，40万元", _Where.PROSE),
    _form(r"\d+\.\d*0(?:万|亿|元|%|个百分点)", "小数末尾不留0"),
    _form(r"(?<![\d.%])\d+(?:\.\d+)?(?:-|—|~|～|至)\d+(?:\.\d+)?%", "百分数的范围两端都写%：60%—75%"),
    _form(r"(?<![\d.万])\d+(?:\.\d+)?(?:-|—|~|～|至)\d+(?:\.\d+)?万", "范围两端都写万：15万元—52万元"),
    _form(r"由\d+(?:\.\d+)?%[^。；]{0,6}[到至为]\d+(?:\.\d+)?%，[^。；]{0,4}\d+(?:\.\d+)?%", "两个比例相差以个百分点计"),
    _form(r"\d个百分点%|%个百分点", "“%”与“个百分点”只用一个"),
    _form(r"提高了到|降低了到|增加了到|减少了到", "“到”说水平，“了”说增量，不同时用"),
    _form(r"(?<=[\u3400-\u9fff])[\[【]\d{4}[\]】]|〔\d{4}〕第|〔\d{4}〕0\d", "发文字号写作：医保发〔2023〕24号"),
    _form(r"(?<!\d)\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)", "句中日期写作2023年7月26日", _Where.PROSE),
    _form(r"\d年0\d月|月0\d日", "月、日前不加0"),
    _form(rf"(?<={_CJK}) +(?=\d)|(?<=\d) +(?=[%{_CJK[1:-1]}])", "数字与汉字、单位之间不空格"),
    _form(rf"(?<={_CJK})[,;:?!](?={_CJK})|(?<={_CJK})\((?={_CJK})", "用全角标点", _Where.OWN),
    _form(r"[，。；：、]{2,}", "标点重复"),
    _form(r"每人每人|每年每年|元元|%%|左右左右", "字词重复"),
    _form(r">=|<=|==|!=|≥|≤|(?<!-)->", "句中用字，不用符号", _Where.PROSE),
    _form(r"(?<![A-Za-z_])(?:None|True|False|null|nan|UNLIMITED|Fraction)(?![A-Za-z_])", "程序里的词不进正文"),
    _form(r"依托|赋能|抓手|闭环|保驾护航", "空话", _Where.OWN),
    _form(r"由\s*policyc|自动生成|[Gg]enerated by", "正文不说如何生成，脚注说明即可", _Where.PROSE),
)


def lint(text: str) -> tuple[Finding, ...]:
    """Every forbidden form in a text, in order."""
    found = [finding for number, line in _lines(text) for finding in _lint_line(number, line)]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.column)))


def _lint_line(number: int, line: str) -> Iterator[Finding]:
    plain = _blank(r"`[^`]*`|<[^>]*>|https?://\S+", line)
    own = _blank(r"“[^”]*”|《[^》]*》", plain)
    in_table = line.lstrip().startswith("|")
    for form in _FORMS:
        if form.where is _Where.PROSE and in_table:
            continue
        for hit in form.pattern.finditer(own if form.where is _Where.OWN else plain):
            yield Finding(number, hit.start() + 1, hit.group(), form.advice)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines outside fenced code, numbered from 1."""
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


def _blank(pattern: str, line: str) -> str:
    """The line with what matches replaced by as many neutral characters, so that columns stay."""
    return re.sub(pattern, lambda hit: "\x00" * len(hit.group()), line)
