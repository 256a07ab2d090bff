"""Releases: remedies are let go of on a closing, and each order is followed to its end."""
