"""What is said: consultations, statements, and the opinions people have of them."""
