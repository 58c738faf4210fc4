# Parameters that most operations share: credentials and arguments of the client. May import document, config, ir and
# the readers of parameters.
"""Parameters that belong to the client instead of each method."""
