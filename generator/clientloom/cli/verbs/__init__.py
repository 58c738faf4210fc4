# One thin module for each verb. May import everything; heavy modules are imported inside the functions that
# need them.
"""The verbs of the command line."""
