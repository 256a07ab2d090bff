"""What may be opened on the public site, and how."""
