"""Where the community stands, and what to do next."""
