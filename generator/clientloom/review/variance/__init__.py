# What a change of one type or value means for whoever writes or reads it. May import ir only.
"""The rules of variance."""
