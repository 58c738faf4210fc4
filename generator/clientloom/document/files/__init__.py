# Bytes -> trees with positions: which files a document has, how JSON and YAML are read, and within which limits.
# May import diagnostics.
"""Reading the files of a document."""
