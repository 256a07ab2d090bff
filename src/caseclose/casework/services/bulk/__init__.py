"""Doing the same to many cases: previewed first, then done case by case, with a list of those that are refused."""
