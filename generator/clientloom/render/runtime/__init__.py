# The runtime in packages: which of its modules and names each has. May import ir.
"""Parts of the runtime."""
