"""Responses -> results of methods and exceptions."""
