"""Holds: flags that keep a case open or its records in being, and their ends."""
