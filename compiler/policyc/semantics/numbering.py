"""Document numbers (发文字号), as 医保发〔2023〕24号: whether they are in form, and of the year of the document.

What is no number of this kind (国务院令第735号, 无) is left alone.
"""

from __future__ import annotations

import datetime
import re

from policyc.diagnostics.codes import w0206, w0207
from policyc.diagnostics.core import Diagnostic, Fix, Label, Words
from policyc.syntax import tree

_NUMBER = re.compile(r"(\D+?)\s*([〔\[［(（【〖﹝])\s*(\d{4})\s*([〕\]］)）】〗﹞])\s*(第?)\s*(0*)(\d+)\s*号")


def check_number(number: tree.Text, issued: tree.DateLiteral | None, day: datetime.date | None) -> list[Diagnostic]:
    """What is odd about a document's number; ``day`` is its date, as ``issued`` writes it."""
    found = _NUMBER.fullmatch(number.text)
    if found is None:
        return []
    code, opened, year, closed, ordinal, zeros, digits = found.groups()
    wrong = []
    fixed = f"{code}〔{year}〕{digits}号"
    if fixed != number.text:
        why = _why(opened + closed, ordinal, zeros)
        fix = Fix(number.span, f'"{fixed}"')
        wrong.append(w0206.CODE.at(number.span, number=number.text, why=why, fixed=fixed, fixes=[fix]))
    if day is not None and issued is not None and not _of_year(int(year), day):
        label = Label(issued.span, f"成文日期在{day.year}年", f"dated {day.year}")
        wrong.append(w0207.CODE.at(number.span, number=number.text, year=year, issued=day.year, related=[label]))
    return wrong


def _why(brackets: str, ordinal: str, zeros: str) -> Words:
    if brackets != "〔〕":
        return Words(f"年份用六角括号〔〕，不用{brackets}", f"the year stands in 〔〕, not in {brackets}")
    if ordinal:
        return Words("序号前不加“第”", "no 第 before the number")
    if zeros:
        return Words("序号不编虚位", "no leading zeros")
    return Words("多了空格", "it has superfluous spaces")


def _of_year(year: int, day: datetime.date) -> bool:
    return year == day.year or (day.month == 1 and year == day.year - 1)
