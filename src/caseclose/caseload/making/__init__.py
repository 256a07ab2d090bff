"""Made caseloads: cases that never were, with the proportions of real ones, for trying things out and for timing."""
