"""The chain exchange, change of intention, commitment. Empty until ties are built."""
