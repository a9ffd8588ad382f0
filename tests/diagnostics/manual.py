"""docs/errors.md: every code with its manual page, by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyc.diagnostics import registry
from policyc.diagnostics.core import Severity
from policyc.diagnostics.registry import Page
from tests.gallery.gallery import mistakes

_HEAD = """# 诊断代码

policyc 的每一条提示都有一个不变的代码：E 开头的是错误，政策无效；W 开头的是提醒，政策仍然有效。这里是全部 {count} 个代码的说明，
`policyc explain 代码` 打印的是同一份。提示里花括号中的部分填入具体的名称和数。常见错误连同完整的提示见 [gallery.md](gallery.md)。

Every diagnostic has a code that stays: E… are errors, W… are warnings. This is the manual page of each, as `policyc explain CODE`
prints it.

例子放在这样的声明之后，除非另有说明：

```pol
enum 分档 as tier_kind {{ 西部 as west, 中部 as central, 东部 as east }}
input 档 as tier : 分档
input 费用 as fee : 元
input 年龄 as years_old : 岁
input 参保 as insured : bool
```

{contents}

<!-- 本页由 pytest tests/diagnostics --update-goldens 生成。 -->
"""


def manual() -> str:
    """The page in Markdown."""
    groups = registry.by_group()
    count = sum(len(pages) for pages in groups.values())
    contents = "\n".join(
        f"- [{words}](#{words}) {words.en}：{len(groups[key])} 个" for key, words in registry.GROUPS.items() if groups[key]
    )
    parts = [_HEAD.format(count=count, contents=contents)]
    shown = _in_the_gallery()
    for key, pages in groups.items():
        parts.append(f"\n## {registry.GROUPS[key]}\n")
        parts += ["\n" + "\n".join(_entry(page, shown)) + "\n" for page in pages]
    return "".join(parts)


def _entry(page: Page, shown: Mapping[str, list[str]]) -> Iterator[str]:
    code = page.code
    yield f"### {code.code} {page.title.rstrip('。')}"
    yield ""
    yield f"{'错误' if code.severity is Severity.ERROR else '提醒'}：{_escaped(code.zh)}  "
    yield f"*{_escaped(code.en)}*"
    for part in page.paragraphs:
        head, _, rest = part.partition("：")
        yield ""
        yield f"**{head}**：{rest}"
    yield ""
    yield page.english
    if code.code in shown:
        yield ""
        yield f"图例：{'、'.join(shown[code.code])}"


def _escaped(template: str) -> str:
    """A template as text: doubled braces are single ones, and nothing is markup."""
    text = template.replace("{{", "{").replace("}}", "}")
    return "".join(f"\\{char}" if char in "*_<>[]`\\|" else char for char in text)


def _in_the_gallery() -> dict[str, list[str]]:
    """The mistakes of the gallery by the code that they get, as links."""
    found: dict[str, list[str]] = {}
    for mistake in mistakes():
        message = mistake.golden["zh"].read_text("utf-8").partition("：")[0]
        found.setdefault(message.split()[-1], []).append(f"[{mistake.title}](gallery.md)")
    return found
