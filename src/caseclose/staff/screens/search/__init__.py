"""Finding a case."""
