"""The embedded PostgreSQL server: started, stopped and looked after in a folder of its own, for one machine's use."""
