"""What would closing mean for me? A few questions, and the answer. Nothing that is said is kept anywhere."""
