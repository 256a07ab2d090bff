"""Django's PostgreSQL, with an address that is looked up when a connection is opened."""
