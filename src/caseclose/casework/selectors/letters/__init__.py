"""Letters from the records: to whom and where each goes, and everything that it says."""
