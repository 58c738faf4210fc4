# Schemas -> the packages `models` and `params` of a client, by way of datamodel-code-generator.
"""Models: call `index.index_schemas`, then `package.render_models`."""
