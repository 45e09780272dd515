"""Facts: who did what, when. Never changed, chained by hash, read by the rooms above."""
