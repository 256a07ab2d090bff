"""Answering a notice with the code in the letter."""
