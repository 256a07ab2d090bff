"""The law: read, check, fold, evaluate, explain, prove."""
