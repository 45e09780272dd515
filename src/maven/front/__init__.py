"""The door for people: pages that compose several rooms, no table of its own."""
