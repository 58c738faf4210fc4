# What the templates are given, one module a template or group of templates. May import ir and python/.
"""Views."""
