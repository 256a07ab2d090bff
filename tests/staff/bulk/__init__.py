"""The same act on many cases, by its screens."""
