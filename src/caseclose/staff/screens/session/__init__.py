"""The session: staying signed in, and the language."""
