# The exit codes, the same for every verb. Imports nothing.
"""Exit codes of the `clientloom` command."""

CLEAN = 0
"""The verb succeeded and found nothing to report."""
FINDINGS = 1
"""The verb found what it checks for: an outdated package, a breaking change, a lost operation."""
BAD_INPUT = 2
"""The input or the command line is wrong. A message says where and what to do."""
