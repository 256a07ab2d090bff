"""Lighthouse on the public site: what a telephone on a slow line gets, and whether everybody can use it."""
