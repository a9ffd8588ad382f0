"""A document for readers, as data: who writes one (the summary) says what it contains, a renderer how it looks.

:mod:`.blocks` what a document is made of · one module a format, each a function ``Document -> bytes or text``.
"""
