# How the JSON of an API becomes short. Imports the standard library only.
"""Packing of surfaces."""
