"""Acts of people on the web: counted, filed as papers are, held against the records inside, and followed by code."""
