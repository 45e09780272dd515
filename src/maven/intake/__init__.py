"""What people bring in files: read strictly, whole or not at all, and every broken cell named.

Files are read in a process of their own with limits. No tables: each room says what it imports.
"""
