"""Plain words: how easily a text for the public is read, in English and in Spanish."""
