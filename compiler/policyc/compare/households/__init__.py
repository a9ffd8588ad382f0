"""Typical households under two policies: who pays and who gets what, before and after.

:mod:`.described` households as a file describes them · :mod:`.reading` that file · :mod:`.results` what they come to, as data ·
:mod:`.working` working it out · :mod:`.sums` sums of figures with their bounds · :mod:`.twins` two households that differ in one
thing · :mod:`.telling` the words · :mod:`.document`, :mod:`.lines`, :mod:`.json_` the formats.
"""
