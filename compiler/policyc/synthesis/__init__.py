"""People made up for a policy: cases that its formulas turn on (``cases``), and populations of any size (``population``)."""
