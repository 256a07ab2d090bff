"""California's criteria on one fixed day, written by hand from the paragraphs: the yardstick for the compiled ones."""
