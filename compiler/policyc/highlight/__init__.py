"""Highlighting: what the words of a .pol file look like, for Pygments and for VS Code, from the table of keywords."""
