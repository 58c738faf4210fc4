# Untrusted Markdown and HTML as blocks of plain text. May import diagnostics.
"""Markdown and HTML as blocks of plain text."""
