"""Proves that the grammar is LALR(1) without conflicts and that no two terminals of one priority collide.

Run in an environment of its own: ``pip install lark interegular`` (the extra ``strict``), then ``python .ci/strict_grammar.py``.

Lark's strict mode compares the terminals as finite automata over their whole alphabet, which takes minutes with the 27,648
characters of the range of Chinese characters. Apart from the characters of keywords, all of that range are interchangeable,
because the grammar names them by this one range only: one of them stands for all the others, without a collision more or
less. That premise is checked first.
"""

import re
import sys
from pathlib import Path

from lark import Lark
from lark.exceptions import LarkError

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "grammar"))
from policyc_grammar import grammar_text
from policyc_grammar.keywords import keywords, terminals

RANGE, REPRESENTATIVE = r"\u3400-\u9fff", "龘"


def main() -> int:
    """0 where the grammar is clean."""
    text = re.sub(r"(?m)//[^\n]*", "", grammar_text().removesuffix(terminals()))
    others = re.sub(re.escape(RANGE), "", text)
    named = sorted({c for k in keywords() for word in k.zh for c in word})
    if RANGE not in text or re.search(r"[\u3400-\u9fff]|\\u[3-9]", others.replace(r"\u3000", "")) or REPRESENTATIVE in named:
        print(f"the grammar names Chinese characters otherwise than by {RANGE}: this check must learn how")
        return 2
    text = text.replace(RANGE, REPRESENTATIVE + "".join(named)) + terminals()
    try:
        parser = Lark(text, parser="lalr", lexer="contextual", strict=True)
    except LarkError as error:
        print(error)
        return 1
    print(f"no conflicts: {len(parser.rules)} rules, {len(parser.terminals)} terminals")
    return 0


if __name__ == "__main__":
    sys.exit(main())
