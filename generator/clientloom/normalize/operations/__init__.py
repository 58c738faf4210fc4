# Operations and their parts: selection, ids, resources, parameters, bodies, responses, media types,
# security, servers. May import config, ir, naming/ and schemas/.
"""Operations."""
