"""All codes there are, found by their files and loaded only when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files

from policyc.diagnostics.core import Code, Words

_PACKAGE = "policyc.diagnostics.codes"

#: What the codes of a group are about, by the two digits behind their letter.
GROUPS: Mapping[str, Words] = {
    "01": Words("文字和语法", "text and syntax"),
    "02": Words("名称", "names"),
    "03": Words("类型和单位", "types and units"),
    "04": Words("数字和范围", "figures and bounds"),
    "05": Words("精确计算和取整", "exactness and ranges"),
    "06": Words("写全与冲突", "completeness and conflicts"),
    "07": Words("核对和示例", "checks and examples"),
    "08": Words("引文和来源", "citations"),
    "09": Words("文件和生成", "files and building"),
    "10": Words("政策之间的关系", "relations between policies"),
    "11": Words("人群和列", "populations and columns"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A code and its manual page: the docstring of its file."""

    code: Code
    manual: str

    @property
    def title(self) -> str:
        """What it finds, in a sentence: the first line."""
        return self.manual.partition("\n")[0]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The Chinese paragraphs after the title (为什么, 例, 怎么改), each on one line."""
        return tuple(part.replace("\n", "") for part in self.manual.split("\n\n")[1:-1])

    @property
    def english(self) -> str:
        """The last paragraph, which says the same in English, on one line."""
        return self.manual.rpartition("\n\n")[2].replace("\n", " ")

    @property
    def group(self) -> Words:
        """What codes of its group are about."""
        return GROUPS[self.code.code[1:3]]


def names() -> tuple[str, ...]:
    """Every code, such as E0101, sorted; nothing is loaded."""
    stems = (entry.name.removesuffix(".py") for entry in files(_PACKAGE).iterdir() if entry.name.endswith(".py"))
    return tuple(sorted(stem.upper() for stem in stems if stem != "__init__"))


def load(name: str) -> Page | None:
    """The page of a code, however its letters are cased; None where there is no such code."""
    if name.upper() not in names():
        return None
    module = import_module(f"{_PACKAGE}.{name.lower()}")
    code: Code = module.CODE
    return Page(code, (module.__doc__ or "").strip())


def by_group() -> dict[str, list[Page]]:
    """The pages of every group, errors before warnings."""
    pages = [page for name in names() if (page := load(name)) is not None]
    return {key: [page for page in pages if page.code.code[1:3] == key] for key in GROUPS}
