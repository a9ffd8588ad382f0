"""Text to tree: parse a .pol file into frozen nodes that know where they stand. Nothing here knows what anything means."""
