"""The staff application: where caseworkers, clerks, supervisors, attorneys and auditors spend their day."""
