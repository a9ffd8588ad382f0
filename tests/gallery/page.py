"""The gallery as a page for users: each mistake, what the compiler says, and how the line should read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.gallery.gallery import Mistake

_HEAD = """# 常见错误图例

写政策时容易犯的 {count} 种错误：每一种都是一份只错一处的小政策（内容均为虚构），下面是 policyc 给出的提示和正确的写法。
原文在 [tests/gallery/mistakes](../tests/gallery/mistakes)，可以自己试：

```console
$ cd tests/gallery && policyc check mistakes/{first}.pol
```

各代码的说明见 [errors.md](errors.md)，或运行 `policyc explain 代码`。

<!-- 本页由 pytest tests/gallery --update-goldens 生成。 -->
"""


def page(mistakes: Iterable[Mistake]) -> str:
    """The page in Markdown."""
    all_ = list(mistakes)
    return _HEAD.format(count=len(all_), first=all_[0].name) + "".join("\n" + "\n".join(_entry(m)) + "\n" for m in all_)


def _entry(mistake: Mistake) -> Iterator[str]:
    yield f"## {mistake.title}"
    yield ""
    yield "```text"
    yield mistake.golden["zh"].read_text("utf-8").rstrip("\n")
    yield "```"
    if mistake.right:
        yield ""
        yield "应当写成：" if len(mistake.right) == 1 else "应当写成（各在其位）："
        yield ""
        yield "```pol"
        yield from mistake.right
        yield "```"
