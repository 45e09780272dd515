"""The door for machines. Empty until the API is built."""
