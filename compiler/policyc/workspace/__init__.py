"""Files: which policies there are, reading them and their sources' texts, writing what is made of them.

:mod:`.settings` the workspace · :mod:`.finding` paths and ids → files · :mod:`.reading` file → text · :mod:`.sources` texts of
sources · :mod:`.compiling` file → compilation · :mod:`.build` compilations → files · :mod:`.seal` edits by hand are noticed ·
:mod:`.writing` atomic writes. Whatever the operating system refuses is a diagnostic (E09xx), never an exception.
"""
