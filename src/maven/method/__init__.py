"""The method's arithmetic: arrays and plain values in, frozen answers out.

Nothing here knows of the web, the database, the clock or the machine; chance comes only from a seed
that is passed in. `landscape`, `alignment`, `fit` and `votes` import NumPy or SciPy and are
therefore imported by the job worker only; every other module is plain Python and may be imported
anywhere.
"""
