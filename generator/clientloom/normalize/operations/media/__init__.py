# Parts of bodies and responses: media types, the entries of `content`, forms, request bodies.
# May import config, document, ir, naming/ and schemas/.
"""Media types and request bodies."""
