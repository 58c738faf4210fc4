"""Arguments of a call -> path, query, headers and body."""
