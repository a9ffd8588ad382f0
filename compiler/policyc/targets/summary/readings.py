"""口径与假设: where a text can be read in two ways, which way is taken and what the other would change; what is assumed."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.document.blocks import Block, Item, Listing, Note, Paragraph, line
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Example, Option, Policy, Reading, RemarkKind
from policyc.targets.summary.cases import outcome_text
from policyc.targets.summary.families import rules_of
from policyc.targets.summary.front import span
from policyc.targets.summary.places import Places


def reading_blocks(policy: Policy, places: Places) -> Iterator[Block]:
    """A note for each reading: both options, the one taken and why, and a case in which they differ."""
    for reading in policy.readings:
        options = Listing(tuple(Item(line(_option(option, reading))) for option in reading.options))
        differs = tuple(Item(line(text)) for text in _differences(reading, policy))
        where = line("（", places.link(reading.clause), "）") if reading.clause is not None else ()
        why = Paragraph((*line(f"采用“{reading.taken.name}”，理由：{reading.because.rstrip('。')}。"), *where))
        yield Note(line(reading.name), (options, why, *((Listing(differs),) if differs else ())))


def assumption_items(policy: Policy) -> Iterator[Item]:
    """What the encoding assumes, and that a period is not what the document says."""
    for remark in policy.remarks:
        if remark.kind is RemarkKind.ASSUME:
            text = remark.text
            yield Item(line(text if text.endswith(("。", "？", "！")) else f"{text}。"))
    if policy.period is not None and policy.period.assumed and policy.benefit_year is not None:  # else the lead says so
        yield Item(line(f"文件没有写明适用期间的，按公历年度计：{span(policy.period)}。"))


def _option(option: Option, reading: Reading) -> str:
    return f"“{option.member.name}”：{option.text}{'（本解读采用）' if option.member == reading.taken else ''}。"


def _differences(reading: Reading, policy: Policy) -> Iterator[str]:
    """For each option that is not taken, the first example that it would change, and how."""
    for option in reading.options:
        if option.member != reading.taken:
            found = next((text for example in policy.examples for text in _changed(reading, option, example, policy)), None)
            if found is not None:
                yield found


def _changed(reading: Reading, option: Option, example: Example, policy: Policy) -> Iterator[str]:
    asked = dict(example.readings)
    if reading.name in asked:
        return
    usual = Evaluator(policy, example.case, readings=asked)
    other = Evaluator(policy, example.case, readings={**asked, reading.name: option.member})
    for name in rules_of(example, policy):
        before, after = usual.rule(name), other.rule(name)
        if (before.state, before.value) != (after.state, after.value):
            kind = policy.rule[name].type
            said = f"{name}由{outcome_text(before, kind)}变为{outcome_text(after, kind)}"
            yield f"如按“{option.member.name}”理解，上述算例“{example.title}”中，{said}。"
