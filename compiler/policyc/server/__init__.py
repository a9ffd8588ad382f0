"""The language server: what an editor asks of policies while they are being written. The protocol is in ``protocol.py``;
the answers, which know only texts and places, are in the other files. Everything here needs the extra ``lsp``.
"""
