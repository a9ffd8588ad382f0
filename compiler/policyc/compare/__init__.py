"""Two policies → what changed between them, for whom, and by how much.

:mod:`.changes` what a difference is, as data · :mod:`.content` a policy as items that can be held side by side ·
:mod:`.matching` which
item of one is which of the other · :mod:`.aspects` in what two items differ · :mod:`.rows` the labelled parts of a rule ·
:mod:`.effects` better or worse for the insured · :mod:`.telling` all of it in words · :mod:`.engine` the whole comparison.

The comparison reads two compiled policies and nothing else: no files, no clock. What two rules come to in every case is
decided by the methods of :mod:`policyc.prove`, of which none samples; what none of them decides is told as undecided.
"""
