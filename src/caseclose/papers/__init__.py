"""Papers that come in as files: what may be taken, looked into in a child process, and copied by their pixels alone."""
