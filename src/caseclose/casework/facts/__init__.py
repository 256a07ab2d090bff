"""Facts read off the case records: one view for each group of facts, and the findings that add to them."""
