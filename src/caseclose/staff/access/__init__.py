"""Who may open which page, on which case."""
