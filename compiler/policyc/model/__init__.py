"""The typed, cited, resolved policy: the one representation that everything downstream reads.

:mod:`.types` what a value can be · :mod:`.expressions` formulas · :mod:`.policy` declarations · :mod:`.hashing` its meaning
as a hash.
"""
