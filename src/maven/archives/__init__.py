"""A mission leaves as a whole: one archive that people can read and another install can take in.

Generated from the models, so that nothing a mission holds is forgotten.
"""
