"""Practice: a made office that lives through days, for a first run, for training and for trying things out."""
