"""The outbox: what goes out, how it is sent, and what comes back."""
