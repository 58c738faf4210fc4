# The effect of a changed type or value on those who send or receive it. May import ir only.
"""The rules of variance."""
