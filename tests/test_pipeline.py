"""The pipeline: what each kind of file comes to."""

from pathlib import Path

import policyc
from policyc import pipeline
from policyc.pipeline import compile_text

HEAD = 'policy 试点 as trial { region 全国 "CN" year 2023 }\ninput 数 as number : 元\n'
SOURCE = 'source 通知 as notice { title "通知" number "某发〔2023〕1号" issuers "甲局" issued 2023-07-26 file "a.txt" }\n'
RULE = 'clause 通知 "一、" { rule 倍 as double = 数 * 2 quote "加倍" example "一" { given 数 = 3元 expect 倍 == 6元 } }\n'


def test_a_valid_policy() -> None:
    compiled = compile_text(HEAD + SOURCE + RULE, "a.pol", texts={"a.txt": "一、数字加倍。"})
    assert compiled.ok and compiled.policy is not None and compiled.diagnostics == ()
    assert compiled.examples is not None and compiled.examples.passed
    assert compiled.citations is not None and compiled.citations.quotes == 1


def test_what_is_no_policy_at_all() -> None:
    for text in ("", "乱码", "policy"):
        compiled = compile_text(text, "a.pol")
        assert not compiled.ok and any(d.is_error for d in compiled.diagnostics)


def test_all_errors_of_a_file_in_one_run_root_causes_first() -> None:
    text = (HEAD + SOURCE + RULE).replace("数 * 2", "数 * 二倍").replace('"加倍"', '"减半"') + "rule 坏 as\n"
    compiled = compile_text(text, "a.pol", texts={"a.txt": "加倍"})
    phases = [d.code.code[1:3] for d in compiled.diagnostics if d.is_error]
    assert phases == sorted(phases) and {"01", "02"} <= set(phases)


def test_a_wrong_figure_comes_before_the_examples_that_it_makes_fail() -> None:
    text = (HEAD + SOURCE + RULE).replace("* 2", "* 5").replace('"加倍"', '"乘以四"')
    compiled = compile_text(text, "a.pol", texts={"a.txt": "一、数字乘以四。"})
    assert [d.code.code for d in compiled.diagnostics] == ["E0802", "E0703"]


def test_the_text_of_a_checkout_with_crlf_is_the_same_text() -> None:
    assert pipeline.sha256("一\r\n") == pipeline.sha256("一\n")


def test_the_library() -> None:
    assert policyc.compile_text(HEAD).policy is not None
    assert len(Path(pipeline.__file__).read_text("utf-8").splitlines()) <= 100
