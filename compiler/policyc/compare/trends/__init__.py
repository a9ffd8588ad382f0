"""Many policies of a series → what became of each figure over the years: :mod:`.threads` finds what is the same thing under
whatever name, :mod:`.rows` lays it out in time, :mod:`.telling` says it, and the rest shows it."""
