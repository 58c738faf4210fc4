"""Unions of models."""
