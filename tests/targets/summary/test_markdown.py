"""Whatever a policy's texts contain, it stays text."""

from __future__ import annotations

import pytest

from policyc.targets.summary.markdown import escape


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("人均财政补助标准", "人均财政补助标准"),
        ("a|b", "a\\|b"),
        ("<script>&", "&lt;script&gt;&amp;"),
        ("*强调* _下划线_ `码`", "\\*强调\\* \\_下划线\\_ \\`码\\`"),
        ("[字](网址)", "\\[字\\](网址)"),
        ("# 标题", "\\# 标题"),
        ("- 甲", "\\- 甲"),
        ("1. 甲", "1\\. 甲"),
        ("2) 甲", "2\\) 甲"),
        ("1.4万元", "1.4万元"),
        ("-30元", "-30元"),
        ("---", "\\---"),
        ("2023年", "2023年"),
        ("两\n行\t字", "两 行 字"),
        ("\\", "\\\\"),
        ("", ""),
    ],
)
def test_escape(given: str, safe: str) -> None:
    """Markup, HTML, table pipes, list openings and line breaks."""
    assert escape(given) == safe
