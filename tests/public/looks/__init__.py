"""Looks at the public site: every address, by every method, in each state in which it answers."""
