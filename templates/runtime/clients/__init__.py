"""Clients and resources, sync and async, and the loops that execute calls."""
