"""Asking to close a case, one thing a page. What is typed is kept sealed, under a secret that only the person has."""
