"""字符看着像，其实是另一个。

为什么：中文输入法打出的全角标点和数字都照收（：，（）；％３８０），但破折号、单独的引号、全角字母和其他文字的字母，
不能断定写的是什么。引号之内的文字不受影响。

例：`in 60% — 75%` 的破折号应写成 `..`；`раram` 的前三个字母是西里尔字母，应写成 `param`。

怎么改：换成提示里的写法；同一条声明里的其他字符也一并列出了改法。

Full-width punctuation and digits are accepted; dashes, single quotation marks and letters of other alphabets only look like what
is meant. Inside quotation marks any character is fine.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0105",
    zh="此处的 {found} 是{name}，应写成 {text}",
    en="“{found}” ({name}) must be written {text}",
    help_zh="改为 {text}",
    help_en="write {text}",
)
