"""Tests of the law browser."""
