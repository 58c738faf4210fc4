# Schemas -> the packages `models` and `params` of a client, by way of datamodel-code-generator.
"""The room of the models: `index.index_of` and `package.render_models` are its entries."""
