"""The interview: a few answers of a parent, read as facts, and what the rules make of them. It keeps nothing."""
