"""Random texts from good and bad ones: what a slip of the hand, a bad merge, a broken file or malice makes of a policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from policyc.syntax.characters import FULL_WIDTH
from tests.fuzz.corpus import TOKEN, WINDOW, bases, good_bases, keywords, twins, vocabulary

#: No input grows beyond this.
LONGEST = 60_000

#: Characters that have broken programs: controls, invisible and turning ones, look-alikes, other digits, and those that
#: change length when they are normalised or change case.
CHARACTERS = (
    "\0\a\b\t\n\v\f\r\x1b\x7f\x85\xa0\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069"
    "\u3000\ufe0f\ufeff\ufff9\ufffd\ufffe\ud800\udfff\U000e0001\U0010ffff\u0301\u0338\u1100\u1161"
    "，：（）；％＂“”‘’＇｛｝＝＞＜≥≤≠＋－—×÷～｜＃．→、·…￥０９〇零一二十百千万亿元年月人次岁İıſßﬁ㊀㎡⼀⽣年𠮷𝟗٣²½Ⅷ👨‍👩‍👧"
    "\"\\#{}()[]<>=!~|-+*/%.,:;&@$^`'?0123456789_"
)

#: Texts that mean something elsewhere: in Python, Markdown, HTML, templates, spreadsheets, shells and logs.
STRINGS = (
    *('\\"\\"\\"', "'''", "\\\\N{DIGIT ONE}", "\\\\", "{0}", "{{ 7*7 }}", "{% raw %}", "%s%n", "<script>alert(1)</script>"),
    *("]]>", "*/", "-->", "=1+1", "@SUM(1)", "[a](javascript:x)", "|", "`", "::error::x", "../../etc", "", " ", "# error: E0101"),
    "：",
)

#: Numbers and dates at and beyond the edges.
NUMBERS = (
    *("0", "00", "1", "007", "0.0", "0.005", "1.", ".5", "1e9", "9" * 30, "9" * 31, "9" * 400, "0." + "1" * 40, "1,000", "1_000"),
    *("100000000元", "0元", "0%", "100%", "101%", "1%元", "1元/元", "1元/人/人", "1万元", "1亿元", "1个百分点", "1个月", "0年"),
    *("0000-00-00", "0001-01-01", "2023-02-29", "2024-02-29", "9999-12-31", "2023-13", "2023-00", "9999-12", "0001-01", "9999年"),
    *("10000-01-01", "2023-1-1", "20230101"),
)

#: What may be repeated without end.
DEEP = (
    *("(", ")", "{", "}", "( ", "not ", "- ", "-", "1 + ", "1元 * ", "甲 and ", "if 甲 then ", "if 甲 then 1 else ", "min("),
    *(
        "max(1, ",
        "match 甲 { 乙 -> ",
        "cases { when 甲 -> ",
        "甲 = 甲 { except when 甲 -> ",
        "rounded to 1元 ",
        '"',
        '"" ',
        "\\",
        "#",
    ),
    *("\n", "\u3000", 'clause 文 "一" {', "a.", "甲", "9", "甲/", "| 甲 ", ", ", 'quote "x" ', "principally ", "期", "例外 当 "),
    *("若 甲 则 ", "非 "),
)


@dataclass(frozen=True, slots=True)
class Input:
    """A text to try, the policies that it may name, and how it was made."""

    file: str
    text: str
    folder: Path
    kinds: tuple[str, ...]


def drawn(random: Random, *, gentle: bool = False) -> Input:
    """The next input; ``gentle``: mostly one slip in a whole and good policy, so that much of it gets far into the compiler."""
    gentle = gentle and random.random() < 0.8
    base = random.choice(good_bases() if gentle else bases())
    text = base.text
    if len(text) > WINDOW and random.random() < 0.8 and not gentle:
        text = _window(random, text)
    kinds = random.choices(SLIPS if gentle else list(MUTATIONS), k=random.choice((1, 1, 2) if gentle else (1, 1, 1, 2, 2, 3, 5)))
    for kind in kinds:
        text = MUTATIONS[kind](random, text)[:LONGEST]
    return Input(base.file, text, base.folder, tuple(kinds))


def _window(random: Random, text: str) -> str:
    """Whole lines from somewhere, mostly with the head of the file before them."""
    lines = text.split("\n")
    start = random.randrange(len(lines))
    head = lines[: min(start, 14)] if random.random() < 0.7 else []
    return ("\n".join([*head, *lines[start:]]))[:WINDOW]


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text) or [""]


def _at(random: Random, tokens: Sequence[str]) -> int:
    """The place of a token that is not white space, if that is found soon."""
    places = [random.randrange(len(tokens)) for _ in range(4)]
    return next((at for at in places if not tokens[at].isspace()), places[0])


def _replaced(random: Random, text: str, what: Callable[[str], bool], choice: Callable[[], str]) -> str:
    """One of the tokens that are so, replaced; the text as it is where there is none."""
    tokens = _tokens(text)
    places = [i for i, token in enumerate(tokens) if what(token)]
    if places:
        tokens[random.choice(places)] = choice()
    return "".join(tokens)


# ------------------------------------------------------------------ slips


def token_dropped(random: Random, text: str) -> str:
    """A token is missing."""
    tokens = _tokens(text)
    del tokens[_at(random, tokens)]
    return "".join(tokens)


def token_twice(random: Random, text: str) -> str:
    """A token stands twice."""
    tokens = _tokens(text)
    at = _at(random, tokens)
    tokens.insert(at, tokens[at] + random.choice(("", " ")))
    return "".join(tokens)


def tokens_swapped(random: Random, text: str) -> str:
    """Two tokens have changed places."""
    tokens = _tokens(text)
    one, other = _at(random, tokens), _at(random, tokens)
    tokens[one], tokens[other] = tokens[other], tokens[one]
    return "".join(tokens)


def token_put(random: Random, text: str) -> str:
    """A token of another file stands here, with or without spaces."""
    tokens = _tokens(text)
    tokens.insert(_at(random, tokens), random.choice(("", " ")) + random.choice(vocabulary()) + random.choice(("", " ")))
    return "".join(tokens)


def token_replaced(random: Random, text: str) -> str:
    """A token is another one."""
    tokens = _tokens(text)
    tokens[_at(random, tokens)] = random.choice(vocabulary())
    return "".join(tokens)


def keyword_replaced(random: Random, text: str) -> str:
    """A keyword is another one."""
    words = frozenset(keywords())
    return _replaced(random, text, words.__contains__, lambda: random.choice(keywords()))


def translated(random: Random, text: str) -> str:
    """Some or all keywords are spelt in the other language; what is only a word of a phrase is then wrong."""
    share = random.choice((0.05, 0.5, 1.0))
    return "".join(random.choice(twins(t)) if twins(t) and random.random() < share else t for t in _tokens(text))


def keyword_as_name(random: Random, text: str) -> str:
    """A name, everywhere, is one that is a keyword, too."""
    names = [token for token in _tokens(text) if token.isidentifier() and not token.isascii() and token not in keywords()]
    if not names:
        return text
    old, new = random.choice(names), random.choice([word for word in keywords() if not word.isascii()])
    return "".join(new if token == old else token for token in _tokens(text))


def name_replaced(random: Random, text: str) -> str:
    """A name is another one of the same text: circles, names given twice, wrong types."""
    names = [token for token in _tokens(text) if token.isidentifier()] or ["甲"]
    return _replaced(random, text, str.isidentifier, lambda: random.choice(names))


def number_replaced(random: Random, text: str) -> str:
    """A figure is at the edge or beyond it."""
    return _replaced(random, text, lambda token: token[:1].isdigit(), lambda: random.choice(NUMBERS))


def string_replaced(random: Random, text: str) -> str:
    """A text means something elsewhere."""
    inside = random.choice((random.choice(STRINGS), "".join(random.choices(CHARACTERS, k=random.randrange(12)))))
    return _replaced(random, text, lambda token: token.startswith('"'), lambda: f'"{inside}"')


def wide(random: Random, text: str) -> str:
    """What an input method types: full-width forms for some or all of the half-width ones."""
    forms: dict[str, list[str]] = {}
    for full, half in FULL_WIDTH.items():
        forms.setdefault(half, []).append(full)
    share = random.choice((0.02, 0.3, 1.0))
    tokens = [random.choice(forms[t]) if t in forms and random.random() < share else t for t in _tokens(text)]
    return "".join(tokens)


def space_lost(random: Random, text: str) -> str:
    """A space is missing, or stands where none should be."""
    if random.random() < 0.7:
        return _replaced(random, text, str.isspace, lambda: random.choice(("", "\u3000", "\n", "\t", "\r")))
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(" \n\t\u3000") + text[at:]


# ------------------------------------------------------------------ bad merges


def range_dropped(random: Random, text: str) -> str:
    """A stretch is missing."""
    start = random.randrange(len(text) + 1)
    return text[:start] + text[start + int(random.expovariate(1 / 60)) :]


def block_twice(random: Random, text: str) -> str:
    """A stretch, or some lines, stand again somewhere."""
    lines = text.split("\n")
    start = random.randrange(len(lines))
    block = lines[start : start + random.choice((1, 1, 2, 5, 20))]
    at = random.choice((start, random.randrange(len(lines) + 1)))
    return "\n".join([*lines[:at], *(block * random.choice((1, 1, 1, 2, 30))), *lines[at:]])


def lines_moved(random: Random, text: str) -> str:
    """Lines stand in another order."""
    lines = text.split("\n")
    for _ in range(random.choice((1, 3))):
        lines.insert(random.randrange(len(lines)), lines.pop(random.randrange(len(lines))))
    return "\n".join(lines)


def spliced(random: Random, text: str) -> str:
    """The middle, or the rest, is of another file."""
    other = random.choice(bases()).text
    start, length = random.randrange(len(other) + 1), int(random.expovariate(1 / 300))
    at = random.randrange(len(text) + 1)
    return text[:at] + other[start : start + length] + (text[at:] if random.random() < 0.6 else "")


# ------------------------------------------------------------------ broken files


def bytes_broken(random: Random, text: str) -> str:
    """Bytes are other ones; what is no UTF-8 any more becomes the sign for it."""
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(random.choice((1, 2, 8)) if data else 0):
        data[random.randrange(len(data))] = random.randrange(256)
    return data.decode("utf-8", "replace")


def characters_put(random: Random, text: str) -> str:
    """Odd characters stand somewhere."""
    for _ in range(random.choice((1, 1, 2, 6))):
        at = random.randrange(len(text) + 1)
        text = text[:at] + "".join(random.choices(CHARACTERS, k=random.choice((1, 1, 2, 5)))) + text[at:]
    return text


def line_ends(random: Random, text: str) -> str:
    """Other line ends, here and there or everywhere."""
    end = random.choice(("\r\n", "\r", "\n\r", "\u2028", "\x85", "\v", "\n\n"))
    if random.random() < 0.5:
        return text.replace("\n", end)
    at = random.randrange(len(text) + 1)
    return text[:at] + end + text[at:]


def noise(random: Random, text: str) -> str:
    """No policy at all."""
    return "".join(random.choices(CHARACTERS, k=random.randrange(200)))


def words_in_any_order(random: Random, text: str) -> str:
    """Only tokens, drawn from all files."""
    return " ".join(random.choices((*vocabulary(), *keywords()), k=random.randrange(60)))


# ------------------------------------------------------------------ malice


def deep(random: Random, text: str) -> str:
    """Something stands very often in a row, and perhaps what closes it."""
    piece, times = random.choice(DEEP), int(10 ** random.uniform(1, 3.7))
    tokens = _tokens(text)
    at = _at(random, tokens)
    closing = ("}" * piece.count("{") + ")" * piece.count("(")) * times if random.random() < 0.6 else ""
    tokens[at] = piece * times + tokens[at] + closing
    return "".join(tokens)


MUTATIONS = {
    function.__name__: function
    for function in (
        *(token_dropped, token_twice, tokens_swapped, token_put, token_replaced, keyword_replaced, name_replaced),
        *(
            translated,
            keyword_as_name,
            number_replaced,
            string_replaced,
            wide,
            space_lost,
            range_dropped,
            block_twice,
            lines_moved,
            spliced,
        ),
        *(bytes_broken, characters_put, line_ends, noise, words_in_any_order, deep),
    )
}

#: Those after which a text may still be a policy.
SLIPS = [
    *(
        "token_dropped",
        "tokens_swapped",
        "token_replaced",
        "keyword_replaced",
        "name_replaced",
        "name_replaced",
        "number_replaced",
    ),
    *("number_replaced", "string_replaced", "string_replaced", "space_lost", "wide", "block_twice", "lines_moved"),
    *("characters_put", "translated", "translated", "keyword_as_name"),
]
