"""What screens are built of: tables in pages, forms, confirmations, refusals."""
