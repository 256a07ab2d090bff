"""Peers: other rule engines asked the same ten criteria, written by hand in the way of each engine."""
