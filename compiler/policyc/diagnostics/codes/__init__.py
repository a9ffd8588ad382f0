"""One file a code: its docstring is the manual page that ``policyc explain CODE`` prints, ``CODE`` its messages.

E01 text and syntax · E02 names · E03 types and units · E04 figures and bounds · E05 exactness and ranges ·
E06 completeness and conflicts · E07 checks and examples · E08 citations · E09 files and building ·
E10 relations between policies · E11 populations and columns; W… the warnings of the
same groups.
"""
