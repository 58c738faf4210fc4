# What a verb does, without printing: generate, update, diff, release. May import every room but cli/.
"""The work behind the verbs of the command line."""
