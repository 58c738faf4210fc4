# What the exit codes mean; the same for every verb.
"""Exit codes."""

CLEAN = 0
"""Nothing is wrong."""
FINDINGS = 1
"""Drift, a breaking change, lost coverage: what the verb was asked to look for."""
BAD_INPUT = 2
"""The input or the usage is wrong; a message says where and what to do."""
