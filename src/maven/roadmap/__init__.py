"""Action sheets and public commitments. Empty until commitments are built."""
