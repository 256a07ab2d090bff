"""Papers that come in: taken in as files, put with their case, keyed in, or set aside with a reason."""
