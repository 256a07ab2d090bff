"""Settings, clock and wiring: the one place that knows everyone."""
