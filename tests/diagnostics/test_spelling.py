"""A file in Chinese keywords is told what to write in Chinese keywords."""

from policyc.diagnostics.spelling import is_chinese, spelled
from policyc.pipeline import compile_text

POLICY = """政策 试行 代号 trial {{ 地区 全国 "CN" 年度 2024 }}
来源 办法 代号 rules {{ 标题 "试行办法" 发文字号 "试发〔2023〕1号" 发文机关 "试行局" 成文日期 2023-07-01 }}
输入 费用 代号 fee : 元
条款 办法 "一" {{ 规则 额 代号 amount = 费用 / 3 }}
"""


def test_a_fix_is_in_the_spelling_of_the_file() -> None:
    """And mends it."""
    text = POLICY.format()
    (found,) = [d for d in compile_text(text, "x.pol").diagnostics if d.is_error]
    assert "精确到 0.01元" in found.help("zh")
    assert "rounded to" in found.help("en")
    (fix,) = found.fixes
    assert fix.text == " 精确到 0.01元"
    assert compile_text(text[: fix.span.start] + fix.text + text[fix.span.end :], "x.pol").ok


def test_only_keywords_are_turned() -> None:
    """Not what is quoted, nor the verbs of the command line."""
    assert spelled("用 require 排除；“require”照旧；运行 policyc check") == "用 要求 排除；“require”照旧；运行 policyc check"


def test_most_declarations_decide() -> None:
    """A file of both spellings is of that which begins more of its declarations."""
    assert is_chinese("政策 甲\n参数 乙\nparam 丙")
    assert not is_chinese("policy 甲\n参数 乙")
