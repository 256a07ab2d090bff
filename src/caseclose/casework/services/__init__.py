"""Services: each changes a case in one transaction, or not at all."""
