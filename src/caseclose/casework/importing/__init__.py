"""Import of a statewide system's extract: checked whole, loaded by COPY, resumed where it was interrupted."""
