# The names of operations on the client: group and method. May import the names, words and places of
# normalize, and config.
"""Names of operations: declared ones, else from the operationId, else from method and path."""
