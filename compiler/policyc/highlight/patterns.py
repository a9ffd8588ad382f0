"""The shapes of words, as regular expressions that Python and Oniguruma (VS Code) read alike.

Highlighting goes word by word and knows no grammar: a soft keyword that a file uses as a name is shown as a keyword, unless
``as`` follows it.
"""

from __future__ import annotations

import re

from policyc_grammar.keywords import Category, keywords, words

SPACE = r"[ \t\r\n\u3000]+"
HAN = r"\u3400-\u9fff"
NAME = rf"(?!\d)\w*[{HAN}]\w*"
ASCII_NAME = r"[A-Za-z_][A-Za-z0-9_]*"

#: What a number may be, the longest first: a day, a month, an amount with its unit, a bare number.
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"
MONTH = r"[0-9]{4}-[0-9]{2}(?![0-9-])"
AMOUNT = rf"([0-9０-９]+(?:[.．][0-9０-９]+)?)([%％]|[{HAN}]+(?:/[{HAN}]+)*)"
NUMBER = r"[0-9０-９]+(?:[.．][0-9０-９]+)?"

COMMENT = r"[#＃][^\n]*"
#: Texts also stand in Chinese quotation marks; 「…」 is a mistake that policyc mends, and shown as the text that is meant.
STRING = r'"(?:\\["\\]|[^"\\\n])*"'
CHINESE_STRING = r"[“「][^”」\n]*[”」]"

SIGNS = r"->|\.\.|[<>=!]=|[<>=~+\-*/|×÷≥≤≠＝＞＜＋－～]"
PUNCTUATION = r"[{}(),:;，：；（）｛｝、]"

#: Before a name that is declared here.
AS = rf"(?={SPACE}(?:{'|'.join(words('_AS'))})(?!\w))"


def of(*categories: Category) -> str:
    """Any keyword of these categories, whole words only, the longest first; signs are not among them."""
    found = {spelt for k in keywords() if k.category in categories for spelt in k.spellings if re.match(r"\w", spelt)}
    spelt = sorted(found, key=lambda word: (-len(word), word))
    return rf"(?<!\w)(?:{'|'.join(SPACE.join(map(re.escape, word.split())) for word in spelt)})(?!\w)"
