"""The formats of a comparison over people, in the order in which they are offered."""

FORMATS = ("text", "md", "html", "docx", "json", "csv", "xlsx")
#: Those that no terminal can show.
BINARY = frozenset({"docx", "xlsx"})
