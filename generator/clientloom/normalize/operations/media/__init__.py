# What bodies and responses are made of: media types, what `content` offers, forms, request bodies.
# May import config, document, ir, naming/ and schemas/.
"""Media types and request bodies."""
