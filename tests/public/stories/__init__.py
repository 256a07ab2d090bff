"""The whole way of a parent, from the command that `make run` gives to the letter, and back again."""
