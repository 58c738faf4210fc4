# The command line: one thin module for each verb. Only this package prints and sets exit codes. May import
# everything; heavy modules are imported inside the functions that need them.
"""The `clientloom` command."""
