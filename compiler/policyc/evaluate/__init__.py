"""What a policy means, worked out: the reference evaluator, the examples and checks of a policy, and inputs as people type them.

:mod:`.evaluator` the meaning of every node · :mod:`.admission` which inputs are refused · :mod:`.given` inputs from text ·
:mod:`.examples` checks, examples and what they cover.
"""
