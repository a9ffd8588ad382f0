"""A new policy file: commented, without a figure of its own, and valid as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policyc.syntax.format import format_text

Spelling = Literal["zh", "en"]

_ZH = """\
# {name}。井号之后是注释，填完就可以删去。
# 随时运行 policyc check {file}，会指出还缺什么、哪里不对。

policy {name} as {id} {{
  region {region} "{code}"   # 地区的名称和行政区划代码
  year {year}   # 文件年度
  series {name}   # 逐年接续的一系列文件，每年用同一个名称
}}

# 引用的文件。发文字号照抄，没有的写“无”；知道成文日期的，写成 2023-07-26。
source 通知 as notice {{
  title "{title}"
  number "无"
  issuers "{issuer}"
  issued unknown
}}

# 分类和输入：计算时要知道的情况。英文代号供 Python、JSON 使用。
enum 人群 as group {{ 一般人员 as ordinary, 困难人员 as aided }}
input 类别 as category : 人群

# 条款：这一条里的内容都写在大括号里。引号里写条款的标题，如“一、合理确定筹资标准”。
clause 通知 "一、" {{
  # 文件规定的数，连同原文中载有它的几个字。没有定数的写“未明确”，不要填 0。
  # 参数 缴费标准 代号 contribution 为 380元/人/年 原文 "每人每年380元"
  param 缴费标准 as contribution : 元/人/年 unspecified

  # 计算的规则。例外写明适用于谁。
  rule 应缴 as payable = 缴费标准 {{
    except when 类别 == 困难人员 -> unspecified
  }}

  # 算例：给定输入，应当得出什么。填上数以后，改成 结果 应缴 == 380元/人/年。
  example "一般人员" {{ given 类别 = 一般人员 expect 应缴 is unspecified }}

  # 公式表达不了的措施：应当、推进、可以、探索。
  # 应当 及时拨付 代号 timely_payment {{ 主体 "财政部门" 到 {year}-12-31 }} 原文 "及时足额拨付"
}}

# 编写时的假定，和需要请教发文机关的问题，都会列在政策解读里。
question "缴费标准是多少？"
"""

_EN = """\
# {name}. A hash begins a comment; delete these when you are done.
# Run policyc check {file} at any time: it says what is missing and what is wrong.

policy {name} as {id} {{
  region {region} "{code}"   # name and code of the region
  year {year}   # the year of the notice
  series {name}   # the same name every year
}}

# The document. Copy its number as it stands (无 where it has none); a date reads 2023-07-26.
source 通知 as notice {{
  title "{title}"
  number "无"
  issuers "{issuer}"
  issued unknown
}}

# What must be known to calculate. Python and JSON use the ASCII names.
enum 人群 as group {{ 一般人员 as ordinary, 困难人员 as aided }}
input 类别 as category : 人群

# A clause and what it says; its heading stands in quotation marks.
clause 通知 "一、" {{
  # A figure that the document sets, with the few characters that carry it. What it leaves open is unspecified, never 0.
  # param 缴费标准 as contribution = 380元/人/年 quote "每人每年380元"
  param 缴费标准 as contribution : 元/人/年 unspecified

  # A rule. An exception says whom it concerns.
  rule 应缴 as payable = 缴费标准 {{
    except when 类别 == 困难人员 -> unspecified
  }}

  # A worked case. With a figure, write: expect 应缴 == 380元/人/年
  example "一般人员" {{ given 类别 = 一般人员 expect 应缴 is unspecified }}

  # What no formula captures: must, should, may, explore.
  # must 及时拨付 as timely_payment {{ actor "财政部门" by {year}-12-31 }} quote "及时足额拨付"
}}

# Assumptions, and what must be asked of the issuer, are listed in the summary.
question "缴费标准是多少？"
"""


@dataclass(frozen=True, slots=True)
class Start:
    """What a new file is of: its Chinese name and id, where and when the policy holds."""

    name: str
    id: str
    region: str
    code: str
    year: int


def starter(start: Start, file: str, spelling: Spelling) -> str:
    """The text of a new file, as ``policyc fmt`` would lay it out. ``file`` is what the user will call it.

    ValueError where what is given cannot stand in a policy (a name without a Chinese character, a quotation mark).
    """
    title, issuer = "关于……的通知（填写全称）", "（填写发文机关）"
    values = {"name": start.name, "id": start.id, "region": start.region, "code": start.code, "year": start.year}
    text = (_ZH if spelling == "zh" else _EN).format(**values, file=file, title=title, issuer=issuer)
    made, found = format_text(text, file, keywords=spelling)
    if made is None:
        raise ValueError(found[0].message("zh"))
    return made
