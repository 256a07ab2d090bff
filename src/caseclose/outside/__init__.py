"""The outside world: one module a party, the ports behind which they stand, and faithful fakes."""
