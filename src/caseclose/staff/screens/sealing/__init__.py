"""Sealed cases: which there are, who may open them, sealing and lifting a seal."""
