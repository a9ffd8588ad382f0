"""Spark as the engine of a run: the same query, on one machine or many. Needs the extra ``spark`` and Java."""
