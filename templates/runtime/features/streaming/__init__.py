"""Event streams and JSON lines."""
