"""What importing a file of ideas or of opinions would do, does, and takes back."""
