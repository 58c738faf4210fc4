"""The fake for tests."""
