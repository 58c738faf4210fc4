"""Checks of arguments against their types."""
