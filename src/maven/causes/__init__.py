"""Common causes, greater than personal interest, and the champions who carry them."""
