"""对照的两户不止一处不同，或者完全相同。

为什么：对照户要说明的是“只因这一处不同，结果差多少”；差了两处，就说不清是哪一处造成的。

例：一户是特困人员、分档为西部，另一户是低保对象、分档为中部。

怎么改：让两户除名称、说明以外只差一处；要说明两处，就写两户对照。

Twins must differ in one thing only, besides their names and descriptions: else nobody can tell what follows from which.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0946",
    zh="“{name}”与对照户“{twin}”{found_zh}",
    en="“{name}” and its twin “{twin}” {found_en}",
    help_zh="两户只留一处不同；要说明两处不同，另写一户",
    help_en="leave one difference; for another one write another household",
)
