"""Looks: every page of the staff application in each of its states, and how each is reached.

A file for each area of screens has its looks. What an address answers that is no page stands there too, with why.
"""
