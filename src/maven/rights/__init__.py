"""What is kept about a person, why and until when; given back on request, and erased.

Everything here is read from what each model declares of itself (`Kept`).
"""
