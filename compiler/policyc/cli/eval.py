"""``policyc eval POLICY RULE -g 名=值 …``: one result of one policy, by the reference evaluator."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from policyc.cli import options, report
from policyc.diagnostics.renderers import Language
from policyc.model.policy import Given, Policy, Rule
from policyc.model.types import Member


@click.command()
@click.argument("policy")
@click.argument("rule")
@click.option("-g", "--given", "given", multiple=True, metavar="名=值", help="输入，可以写多次（an input; may be repeated）")
@click.option("--reading", "readings", multiple=True, metavar="口径=选项", help="按另一种口径计算（under another reading）")
@click.option("--explain", is_flag=True, help="逐步说明结果的由来（tell step by step）")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="文字或 JSON（text or JSON）")
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    policy: str,
    rule: str,
    given: tuple[str, ...],
    readings: tuple[str, ...],
    explain: bool,
    format_: str,
    language: Language,
) -> None:
    """按给定的输入计算 POLICY 的一条规则 RULE；名称用中文或代号都可以。

    记录写成 -g "参保年度=2020..2024:参保;2025:" 或 -g 参保年度=@文件.json。

    Work out one rule of a policy, by its Chinese or ASCII name: policyc eval cn_2023 central_subsidy -g tier=west
    """
    compiled = _policy(ctx, policy, language)
    wanted = _rule(compiled, rule)
    values = _given(compiled, given, language)
    options_taken = _readings(compiled, readings, language)
    from policyc.evaluate.explanation import explain as explained
    from policyc.targets.json_.values import value_data
    from policyc.wording.amounts import amount

    outcome, told = explained(compiled, wanted.name, values, options_taken)
    if format_ == "json":
        value = value_data(outcome.value, wanted.type)
        data = {"value": value, "state": outcome.state.value, "reason": outcome.reason, "nominal": outcome.nominal}
        click.echo(json.dumps({**data, "explanation": told} if explain else data, ensure_ascii=False, indent=2))
        return
    if explain:
        click.echo(f"{told}\n")
    result = outcome.reason if outcome.value is None else f"{wanted.name}：{amount(outcome.value, wanted.type)}"
    click.echo(f"{result}（{outcome.reason}）" if outcome.value is not None and outcome.reason else result)


def _policy(ctx: click.Context, argument: str, language: Language) -> Policy:
    """The valid policy that the argument means; leaves with what is wrong, if it is not."""
    from policyc.workspace.opening import opened
    from policyc.workspace.settings import find_workspace

    found = opened([argument], find_workspace(), cite=True)
    report.show(found.diagnostics, report.Files(found.texts, found.names), "text", language)
    if any(d.is_error for d in found.diagnostics) or found.compilations[0].policy is None:
        ctx.exit(report.exit_code(found.diagnostics))
    return found.compilations[0].policy


def _rule(policy: Policy, name: str) -> Rule:
    import difflib

    named = {known: rule for rule in policy.rules for known in (rule.name, rule.alias) if known}
    if name in named:
        return named[name]
    near = difflib.get_close_matches(name, list(named), n=1, cutoff=0.3)
    hint = f"，是不是“{near[0]}”？" if near else ""
    raise click.UsageError(f"政策 {policy.id} 没有规则“{name}”{hint}（no such rule）")


def _readings(policy: Policy, items: tuple[str, ...], language: Language) -> Mapping[str, Member]:
    """The readings that are asked for; leaves with all that there are none of."""
    from policyc.evaluate.given_records import parse_readings

    found, unreadable = parse_readings(policy, items)
    if unreadable:
        raise click.UsageError("\n".join(item.zh if language == "zh" else item.en for item in unreadable))
    return found


def _read(policy: Policy, item: str) -> str:
    """``参保年度=@文件.json``: what the file holds in its place; only for histories, since a value may begin with @."""
    name, _, text = item.replace("＝", "=").partition("=")
    if not text.startswith("@") or all(name.strip() not in (h.name, h.alias) for h in policy.histories):
        return item
    try:
        return f"{name}={Path(text[1:]).read_text(encoding='utf-8')}"
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"读不出 {text[1:]}（cannot read: {error}）") from None


def _given(policy: Policy, items: tuple[str, ...], language: Language) -> dict[str, Given]:
    """The inputs; leaves with all that cannot be read or is refused."""
    from policyc.evaluate.admission import refused
    from policyc.evaluate.given import parse_given

    values, unreadable = parse_given(policy, [_read(policy, item) for item in items])
    wrong = [item.zh if language == "zh" else item.en for item in unreadable] or [x.text for x in refused(policy, values)]
    if wrong:
        raise click.UsageError("\n".join(wrong))
    return values
