"""Benchmarks: how fast Caseclose is beside work by hand and beside its peers. Run with `python -m benchmarks`."""
