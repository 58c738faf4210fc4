# One thin module a verb. May import everything, and imports what is heavy inside the functions that need it.
"""The verbs of the command line."""
