"""The Chinese summary: a 政策解读 of each policy, for citizens and for those who wrote it.

:mod:`.document` puts the sections together: :mod:`.front`, :mod:`.keypoints` (with :mod:`.topics`), :mod:`.clauses` (with
:mod:`.figures`, :mod:`.rules`, :mod:`.cases` and :mod:`.measures`), :mod:`.worked` (with :mod:`.families` and :mod:`.steps`),
:mod:`.goals`, :mod:`.openings`, :mod:`.glossary`, :mod:`.readings`, :mod:`.above` and :mod:`.sources`. :mod:`.places` knows where
each clause is told of. How a document looks is :mod:`policyc.document`'s.
"""

from policyc.targets.summary.target import TARGET

__all__ = ["TARGET"]
