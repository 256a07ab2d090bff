"""The same act on many cases: looked at first, then done."""
