"""Selectors: what the records say. They change nothing."""
