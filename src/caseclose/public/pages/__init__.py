"""The pages of the public site, one folder an area."""
