"""The public site, for parents: a guide, requests and answers. No accounts, and nothing kept of who looks."""
