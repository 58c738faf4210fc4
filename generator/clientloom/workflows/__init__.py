# What the verbs do, without printing: generate, update, diff, release. May import every package but cli.
"""The work behind the verbs of the command line."""
