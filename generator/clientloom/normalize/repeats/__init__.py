# Schemas that a document writes several times. May import config, ir, symbols and normalize's naming.
"""What is written more than once becomes one class."""
