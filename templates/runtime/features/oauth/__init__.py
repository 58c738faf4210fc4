"""OAuth2 client credentials."""
