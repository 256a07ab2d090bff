"""The guide: what closing is, drawn from the policy of the reader's state."""
