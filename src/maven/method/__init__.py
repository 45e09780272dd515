"""The method's arithmetic: arrays and plain values in, frozen answers out.

Nothing here knows of the web, the database, the clock or the machine; chance comes only from a seed
that is passed in. `coverage`, `effort`, `intervals`, `lifecycles` and `plain` are plain Python
and may be imported anywhere; the others load NumPy or SciPy, which only the job worker does.
"""
