"""What is proved of a policy beyond its own well-formedness: claims for all inputs and all admissible figures.

:mod:`.widen` open figures as inputs · :mod:`.question` a claim as a question · the methods :mod:`.cases`, :mod:`.piecewise`,
:mod:`.regions` and :mod:`.smt` · :mod:`.smallest` the case that is shown · :mod:`.checks` ``check for all``. No method samples,
and what none of them decides is undecided, never a yes.
"""

from __future__ import annotations
