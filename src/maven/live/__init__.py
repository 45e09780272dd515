"""The door for the moment itself: opinions that come in by the hundred, and pages that follow them."""
