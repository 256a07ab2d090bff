"""What an auditor looks at: closings, samples, and the record of one with its proof. Nothing is changed."""
