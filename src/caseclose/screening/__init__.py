"""A whole caseload in; verdicts, missing evidence and candidates out."""
