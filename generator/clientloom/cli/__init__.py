# The command line: one thin file a verb. Printing and exit codes live here only; may import everything, and
# imports what is heavy inside the functions that need it.
"""`clientloom` on the command line."""
