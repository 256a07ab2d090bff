"""Sealed cases."""
