"""The command line: its verbs and how a run ends. Click and the verbs, one file each, are loaded when they are needed.

Exit codes: 0 done and the answer is yes; 1 the answer is no; 2 it could not be done; 3 undecided. Machine formats and answers
go to standard output, talk to standard error.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from collections.abc import Mapping, Sequence

from policyc.workspace.replay import Said, again

#: The verbs in the order in which one meets them, with what --help says of each, so that it need not load them.
VERBS: Mapping[str, str] = {
    "new": "新建一份带注释的政策文件（start a policy file）",
    "build": "编译政策，生成 Python 模块、说明和 JSON（build the artefacts）",
    "check": "检查政策，列出全部问题（check policies, report all errors）",
    "fmt": "统一政策文件的排版（format policy files）",
    "test": "运行核对和示例，报告覆盖情况（run checks and examples, with coverage）",
    "cite": "对照来源核对引文、数字和措辞（hold quotes against their sources）",
    "prove": "证明对一切情形的核对（prove what is claimed of all cases）",
    "eval": "按给定的输入计算一条规则（work out one rule）",
    "run": "按政策逐行计算一个数据文件（calculate a policy for every row of a file）",
    "compare-run": "两份政策用在同一批人身上，谁受益、谁受损（winners and losers between two policies）",
    "diff": "比较两份政策，哪里变了、变多少、对谁有利（compare two policies by meaning）",
    "trend": "一项标准历年的变化，或一个系列的沿革（a figure over the years）",
    "synth": "造一份虚构人群，供试算和演示（make up a population）",
    "show": "查某地某日的标准和依据（which figures hold where and when）",
    "uses": "列出一个名称在哪里声明、使用（where a name is declared and used）",
    "rename": "给一个名称改名，各文件一起改（give a name another one）",
    "lsp": "语言服务器，供编辑器启动（language server for editors）",
    "explain": "说明一个诊断代码（the manual page of a code）",
    "stages": "查看编译的中间结果（print the tree or the model）",
    "schema": "输出 JSON Schema（print a JSON Schema）",
}


#: After how many new objects Python looks for garbage. A run makes far more than it drops, and looking as often as Python does
#: by itself (after 700) takes a tenth of the time of a build.
_LOOK_FOR_GARBAGE_AFTER = 200_000


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point: run, and leave with the exit code. A mistake of policyc's own is caught here and nowhere else."""
    _prepare_streams()
    given = tuple(sys.argv[1:] if arguments is None else arguments)
    known = again(given)
    code = _run(given) if known is None else _say_again(known)
    if arguments is None and "duckdb" not in sys.modules:  # which complains of what it finds not taken back
        gc.freeze()  # the process ends: Python would look once more among all that the system is about to take back
    sys.exit(code)


def _say_again(said: Said) -> int:
    try:
        for is_error, text in said.printed:
            (sys.stderr if is_error else sys.stdout).write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        return _nobody_reads()
    return said.code


def _run(arguments: Sequence[str]) -> int:
    gc.set_threshold(_LOOK_FOR_GARBAGE_AFTER)
    import click

    from policyc.cli.group import group

    try:
        code = group.main(args=list(arguments), prog_name="policyc", standalone_mode=False, obj=arguments)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        click.echo("已中断（interrupted）", err=True)
        return 2
    except BrokenPipeError:
        return _nobody_reads()
    except Exception as error:
        return _own_mistake(error)
    return code if isinstance(code, int) else 0


def _nobody_reads() -> int:
    """Whoever read our output has seen enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _own_mistake(error: Exception) -> int:
    import click

    if os.environ.get("POLICYC_DEBUG") == "1":
        import traceback

        traceback.print_exc()
    click.echo(
        f"policyc 自身出错了，不是政策文件的问题（{type(error).__name__}: {error}）。\n"
        "请把政策文件和这条信息发给维护者；设 POLICYC_DEBUG=1 再运行可看到细节。\n"
        "This is a bug in policyc, not in your policy; please report it. POLICYC_DEBUG=1 shows the details.",
        err=True,
    )
    return 2


def _prepare_streams() -> None:
    """UTF-8 into files and pipes; a terminal that cannot show a character shows a substitute."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                if stream.isatty():
                    stream.reconfigure(errors="backslashreplace")
                else:
                    stream.reconfigure(encoding="utf-8", errors="backslashreplace")
