"""Two policies over the same people: before, after and change for everybody, winners and losers by group, and the budget.

Both policies are asked in one pass over the file, so that a person is one row throughout. What a report counts is read back from
the rows that were written.
"""
