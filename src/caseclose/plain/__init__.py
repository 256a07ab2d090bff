"""Plain to everyone: how easily a text for the public is read, and what a PDF says to those who do not see it."""
