"""Checking letters: what was printed is read back and compared with the words that were to be printed."""
