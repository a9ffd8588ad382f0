"""Policy → SQL over columns: the same policy for a population, in DuckDB, Spark and PostgreSQL.

Read in this order: :mod:`.plan` what comes out · :mod:`.query` puts it together · :mod:`.inputs`, :mod:`.results` both ends ·
:mod:`.formulas`, :mod:`.choices`, :mod:`.brackets`, :mod:`.dates` what a formula becomes · :mod:`.terms`, :mod:`.amounts` whole
numbers and fractions · :mod:`.chain` table expressions · :mod:`.sql`, :mod:`.texts`, :mod:`.dialects` how it is written down.
"""

from __future__ import annotations
