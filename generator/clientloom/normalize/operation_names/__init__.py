# What each operation is called on the client: its group and its method. May import the names, words and places of
# normalize, and config.
"""Names of operations: declared ones, then those of the operationId, then those of method and path."""
