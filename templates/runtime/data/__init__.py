"""Typed data <-> JSON: models, how responses become models, how values become JSON again."""
