"""The tables of accounts, in order."""
