# Files of a checkout: where they are, what the lock remembers, and writing packages as a whole.
# May import config and diagnostics; symbols.py is also used by normalize/.
"""The files on disk that clientloom reads and writes."""
