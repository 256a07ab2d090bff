"""Retention: records are flagged when their time is over, and destroyed by two people."""
