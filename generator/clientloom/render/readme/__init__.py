# Examples in the README. May import ir, python/ and the views.
"""Examples in the README."""
