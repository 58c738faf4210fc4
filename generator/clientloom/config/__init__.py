# Reads specs/<vendor>/client.toml into VendorConfig. May import diagnostics, portable and bounded.
"""The settings of a vendor."""

CONFIG_NAME = "client.toml"
