"""Relations between policies: what a file inherits from the policies that it names, and what it does to that.

A policy is made of *layers*: the files of the policies above or before it, then its own. :mod:`.layers` what a layer is ·
:mod:`.merge` layers → one tree, in which refined figures, overridden cases and amended rules stand as if written there ·
:mod:`.changes` one such statement → the declaration that it makes · :mod:`.heads` periods and years · :mod:`.foreign` figures of
other policies that formulas read by name. The merged tree is resolved like any other, so whatever was proved of an inherited
rule is proved again with the figures that hold here.
"""
