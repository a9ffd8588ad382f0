"""Exact amounts, units and decimals, and how they are printed. No floats anywhere, and nothing above this package is known."""
