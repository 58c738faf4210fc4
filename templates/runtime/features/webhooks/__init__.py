"""Webhooks: their events, and the signatures of these."""
