"""用了全角符号或数字。

为什么：中文输入法打出的标点和数字与程序用的半角符号是不同的字符。引号之内的文字不受影响。

例：`个人缴费标准 ＝ ３８０元` 应写成 `个人缴费标准 = 380元`。

怎么改：换成提示里的半角符号；同一条声明里的其他全角符号也一并列出了改法。

Full-width punctuation and digits stand for other characters than their ASCII twins. Inside quotation marks they are fine.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0105",
    zh="此处的 {found} 是{name}，应写成半角的 {text}",
    en="“{found}” ({name}) must be written {text}",
    help_zh="把中文输入法切换为英文标点，再输入 {text}",
    help_en="switch the input method to ASCII punctuation and write {text}",
)
