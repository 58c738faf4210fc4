"""Bodies of XML as models."""
