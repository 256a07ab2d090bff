"""The work queue's lists, counts and saved views."""
