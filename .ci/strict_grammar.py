"""Proves that the grammar is LALR(1) without conflicts and that no two terminals of one priority collide.

Run in an environment of its own: ``pip install lark interegular`` (the extra ``strict``), then ``python .ci/strict_grammar.py``.

Lark's strict mode compares the terminals as finite automata over their whole alphabet, which takes minutes with the 27,648
characters of the range of Chinese characters. All terminals that name Chinese characters name this one range, so its
characters are interchangeable: one of them stands for all, without a collision more or less. That premise is checked first.
"""

import re
import sys
from pathlib import Path

from lark import Lark
from lark.exceptions import LarkError

GRAMMAR = Path(__file__).resolve().parent.parent / "grammar" / "policyc_grammar" / "policy.lark"
RANGE, REPRESENTATIVE = r"\u3400-\u9fff", "中"


def main() -> int:
    """0 where the grammar is clean."""
    text = re.sub(r"//[^\n]*", "", GRAMMAR.read_text("utf-8"))
    others = re.sub(re.escape(RANGE), "", text)
    if RANGE not in text or re.search(r"[\u3400-\u9fff]|\\u[3-9]", others.replace(r"\u3000", "")):
        print(f"the grammar names Chinese characters otherwise than by {RANGE}: this check must learn how")
        return 2
    try:
        parser = Lark(text.replace(RANGE, REPRESENTATIVE), parser="lalr", lexer="contextual", strict=True)
    except LarkError as error:
        print(error)
        return 1
    print(f"no conflicts: {len(parser.rules)} rules, {len(parser.terminals)} terminals")
    return 0


if __name__ == "__main__":
    sys.exit(main())
