# Schemas -> the packages `models` and `params` of a client, by way of datamodel-code-generator. This file imports
# nothing, so that the process which prints need not load what decides on what is printed.
"""The room of the models: `package.render_models` is its entry, `press.press` what it prints with."""
