"""Methods that wait."""
