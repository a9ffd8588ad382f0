"""条款在原文里找不到。

为什么：引文要在所属的条款里核对，条款写错，数字就挂到了别处。条款可以写全（一、合理确定筹资标准），也可以只写编号（一、/（四），第十二条第二款），写法不论全角半角；没有编号的写小标题、段首几个字，或“全文”。

例：`clause 通知 "一、合理标准"`，而原文是“一、合理确定筹资标准”。

怎么改：照原文改条款的编号或标题。

The clause is not in the source's text, or its heading reads differently. Write the number and title as the text has them, or
the number alone.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0804",
    zh="来源“{source}”里找不到条款“{clause}”：{reason}",
    en="clause “{clause}” is not in {source}: {reason}",
    help_zh="照原文写编号和标题，也可以只写编号",
    help_en="write the number and title as in the text, or the number alone",
)
