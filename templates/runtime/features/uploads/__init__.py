"""Files in requests."""
