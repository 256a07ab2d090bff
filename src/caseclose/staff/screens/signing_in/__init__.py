"""Signing in, a second factor, signing in as a role in the demonstration."""
