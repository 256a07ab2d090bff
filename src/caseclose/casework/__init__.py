"""Case records and the closing of a case, kept in PostgreSQL: models, services that write, selectors that read."""
