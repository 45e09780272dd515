"""Who takes part: persons, and the organisations they belong to."""
