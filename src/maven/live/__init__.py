"""The lane of votes and events: one writer, acknowledged only once on the disk."""
