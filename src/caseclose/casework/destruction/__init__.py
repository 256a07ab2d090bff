"""The end of records: what falls due, and destroying it. Functions of the database, closed to the application."""
