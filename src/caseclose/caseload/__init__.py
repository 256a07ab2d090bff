"""The facts of many cases: the files they come in, read and checked row by row, and made for trying things out."""
