# What the vendor sends to the user. May import config, ir and what stands before it in normalize.
"""Webhooks and callbacks: payloads, names of events, signatures."""
