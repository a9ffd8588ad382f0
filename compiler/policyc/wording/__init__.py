"""How figures, formulas, conditions and citations read in Chinese: one table, used by everything that prints.

:mod:`.amounts` values and bounds · :mod:`.formulas` formulas, conditions, citations ·
:mod:`.reasons` why a result is what it is · :mod:`.lint` forms that no Chinese text of ours may have.
"""
