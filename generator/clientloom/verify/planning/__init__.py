# Which calls to make: arguments, bodies and answers from the schemas of the document.
# May import ir, document and instances/.
"""Plans the calls."""
