"""The tables of made case records, each made from the same drawn cases."""
