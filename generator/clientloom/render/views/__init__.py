# Views, one module per template or group of templates. May import ir and python/.
"""Views."""
