# The calls that a README shows. May import ir, python/ and the views.
"""Examples of the README."""
