"""What a policy means, worked out: the reference evaluator, the examples and checks of a policy, and inputs as people type them.

:mod:`.evaluator` the meaning of every node · :mod:`.outcome` what it tells · :mod:`.explanation` how a result came about ·
:mod:`.given` inputs from text · :mod:`.admission` which inputs are refused · :mod:`.examples` checks and examples ·
:mod:`.coverage` what they cover · :mod:`.worked` calculations with their figures.
"""
