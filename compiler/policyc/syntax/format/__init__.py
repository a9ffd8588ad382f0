"""Text → the same text in its canonical layout. Nothing is lost: comments, strings, names and figures stay as they are written.

``spelling`` says how keywords are written; ``leaves`` reads tokens with the comments and blank lines around them and hangs them
on the parse tree; ``items`` and ``layout`` turn that into a document of words and places where a line may end; ``columns``
aligns neighbours; ``document`` prints it. ``canonical`` puts these together and holds the result against the tree of the text
that came in.
"""

from policyc.syntax.format.canonical import format_text
from policyc.syntax.format.spelling import Keywords

__all__ = ["Keywords", "format_text"]
