"""``policyc cite PATH…``: quotes, figures and words held against the texts of the sources; and what of the texts is used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from policyc.cli import options, report
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.citations.coverage import Coverage
    from policyc.workspace.citing import Cited, CiteReport

_STANDINGS = {
    "verified": ("已核对", "verified"),
    "derived": ("推算", "derived"),
    "reported": ("转述", "reported"),
    "assumed": ("设定", "assumed"),
    "unseen": ("未见原文", "text not at hand"),
    "wrong": ("有错", "wrong"),
}
_VERDICTS = {
    "agrees": ("一致", "agree"),
    "differs": ("用词不同", "differ"),
    "silent": ("没有写时限", "gives no deadline"),
    "translated": ("译文", "a translation"),
}
_LOCKS = {
    "read": ("已对照核对记录", "held against the record"),
    "missing": ("没有核对记录；加 --update 写出", "no record; --update writes one"),
    "written": ("已写入核对记录", "record written"),
    "same": ("核对记录没有变化", "the record is up to date"),
    "kept": ("有错误，没有写核对记录", "errors; the record was not written"),
}


@click.command()
@options.policies
@options.sources
@click.option("--update", is_flag=True, help="全部成立时写入核对记录 sources.lock（write sources.lock where all holds）")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="文字或 JSON（text or JSON）")
@options.language
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], sources: str | None, update: bool, format_: str, language: Language
) -> None:
    """对照来源文本核对政策里的引文、数字、条款和措辞，并列出原文里没有收录的数字和句子。

    Check quotes, figures, clauses and words against the texts of the sources, and list what of the texts no declaration uses.
    Without the texts, what sources.lock remembers is shown. Exits with 1 where anything does not hold, 3 where something could
    not be checked.
    """
    from policyc.workspace.citing import cite
    from policyc.workspace.settings import find_workspace

    workspace = find_workspace(sources=sources)
    done = cite(paths, workspace, update=update)
    named = report.files_of(done.files, [one.compilation for one in done.cited])
    if format_ == "json":
        click.echo(json.dumps(_data(done, language), ensure_ascii=False, indent=2))
    else:
        report.show(done.diagnostics, named, format_, language)
        for one in done.cited:
            for line in _told(one, named.called(one.compilation.file), language):
                click.echo(line)
        if len(done.cited) > 1:
            click.echo(_sum(done, language))
        for coverage in done.coverage:
            for line in _covered(coverage, language):
                click.echo(line)
        for lock, state in done.locks:
            click.echo(_colon(lock, _LOCKS[state][language != "zh"], language))
    code = report.exit_code(done.diagnostics)
    ctx.exit(3 if code == 0 and done.undecided else code)


def _colon(name: str, said: str, language: Language) -> str:
    return f"{name}：{said}" if language == "zh" else f"{name}: {said}"


def _told(one: Cited, name: str, language: Language) -> Iterator[str]:
    zh, held, errors = language == "zh", one.citations, sum(d.is_error for d in one.diagnostics)
    if held is None:
        yield _colon(name, "有错误，没有核对引文" if zh else "errors; its citations were not checked", language)
        return
    answer = (f"{errors} 处错误" if errors else "通过") if zh else (report.many(errors, "error") if errors else "holds")
    remembered = (f"（其中按记录 {one.remembered} 处）" if zh else f" ({one.remembered} by the record)") if not held.files else ""
    if zh:
        counted = f"核对 {held.quotes} 处引文{remembered}、{held.figures} 项数字、{held.clauses} 个条款、{len(held.files)} 份原文"
        yield _colon(name, f"{answer}。{counted}。", language)
    else:
        quotes, figures = report.many(held.quotes, "quote"), report.many(held.figures, "figure")
        counted = (
            f"{quotes}{remembered}, {figures}, {report.many(held.clauses, 'clause')}, {report.many(len(held.files), 'text')}"
        )
        yield _colon(name, f"{answer}. Checked {counted}.", language)
    counts = Counter(standing.value for _, standing in held.standings)
    sums = [f"{said[not zh]} {counts[key]}" for key, said in _STANDINGS.items() if counts[key]]
    if sums:
        yield "  " + _colon("声明的依据" if zh else "declarations", ("、" if zh else ", ").join(sums), language)
    yield from _listed(one, language)


def _sum(done: CiteReport, language: Language) -> str:
    """共核对 3 份文件里的 80 处引文、41 项数字、30 个条款。"""
    held = [one.citations for one in done.cited if one.citations is not None]
    quotes, figures, clauses = (sum(getattr(c, key) for c in held) for key in ("quotes", "figures", "clauses"))
    if language == "zh":
        return f"共核对 {len(done.cited)} 份文件里的 {quotes} 处引文、{figures} 项数字、{clauses} 个条款。"
    told = f"{report.many(quotes, 'quote')}, {report.many(figures, 'figure')}, {report.many(clauses, 'clause')}"
    return f"Checked {told} in {report.many(len(done.cited), 'file')}."


def _listed(one: Cited, language: Language) -> Iterator[str]:
    """What has to be listed: units left out, words waived, other sources."""
    held, zh = one.citations, language == "zh"
    assert held is not None
    for name, figure, missing in held.units:
        said = f"{figure} 的“{missing}”引文没有写，按设定计" if zh else f"the quote leaves out “{missing}” of {figure}"
        yield "  " + _colon(name, said, language)
    for waived in held.waived:
        said = f"原文写“{waived.word}”，已说明：{waived.reason}" if zh else f"“{waived.word}” is waived: {waived.reason}"
        yield "  " + _colon(waived.name, said, language)
    for row in held.agreements:
        verdict = _VERDICTS[row.verdict.value][not zh]
        plain = "没有限定词" if zh else "no bounding word"
        both = f"{row.source}“{row.said}”" if row.said else f"{row.source} {plain}"
        other = f"{row.other}“{row.other_said}”" if row.other_said else f"{row.other} {plain}"
        figure = f" {row.figure}" if row.figure else ""
        yield "  " + _colon(
            f"{row.name}{figure}", f"{verdict}（{both}；{other}）" if zh else f"{verdict} ({both}; {other})", language
        )


def _covered(coverage: Coverage, language: Language) -> Iterator[str]:
    zh = language == "zh"
    numbers = f"{coverage.used}/{coverage.numbers} ({_percent(coverage.used, coverage.numbers)})"
    sentences = f"{coverage.encoded}/{coverage.sentences} ({_percent(coverage.encoded, coverage.sentences)})"
    part = ("，节录" if zh else ", an extract") if coverage.extract else ""
    said = f"用到数字 {numbers}，句子 {sentences}{part}" if zh else f"numbers {numbers}, sentences {sentences} used{part}"
    yield _colon(coverage.file, said, language)
    if coverage.excluded:
        listed = "、".join(f"{spot.text}（{why}）" for spot, why in coverage.excluded)
        yield "  " + _colon("不计的数字" if zh else "numbers that do not count", listed, language)
    for spot in coverage.unused:
        yield "  " + _colon("没有用到的数字" if zh else "number not used", f"{spot.text} [{spot.start}]", language)
    for spot in () if coverage.extract else coverage.silent:
        yield "  " + _colon("没有收录的句子" if zh else "sentence not encoded", f"{spot.text} [{spot.start}]", language)


def _percent(part: int, whole: int) -> str:
    return "100%" if part == whole else f"{part * 1000 // whole / 10}%"


def _data(done: CiteReport, language: Language) -> dict[str, Any]:
    from dataclasses import asdict

    from policyc.diagnostics.renderers.json_ import render_json

    policies = []
    for one in done.cited:
        policy, held = one.compilation.policy, one.citations
        entry: dict[str, Any] = {"file": one.compilation.file, "id": policy.id if policy else None}
        if held is not None:
            entry |= {
                "counts": {"quotes": held.quotes, "figures": held.figures, "clauses": held.clauses, "texts": len(held.files)},
                "remembered": one.remembered,
                "quotes": [asdict(found) for found in held.found],
                "declarations": [{"name": name, "standing": standing.value} for name, standing in held.standings],
                "units": [{"name": n, "figure": f, "left_out": m} for n, f, m in held.units],
                "waived": [asdict(waived) for waived in held.waived],
                "agreements": [asdict(row) for row in held.agreements],
            }
        policies.append(entry)
    texts = [
        {
            "file": c.file,
            "numbers": {"used": c.used, "of": c.numbers, "unused": [asdict(s) for s in c.unused]},
            "excluded": [{**asdict(spot), "reason": why} for spot, why in c.excluded],
            "sentences": {"encoded": c.encoded, "of": c.sentences, "silent": [asdict(s) for s in c.silent]},
            "extract": c.extract,
        }
        for c in done.coverage
    ]
    locks = [{"file": file, "state": state} for file, state in done.locks]
    diagnostics = json.loads(render_json(done.diagnostics, language))
    return {"policies": policies, "texts": texts, "locks": locks, "diagnostics": diagnostics}
