# specs/<vendor>/client.toml -> VendorConfig. May import diagnostics.
"""The settings of a vendor."""
