"""What a supervisor counts and hands over."""
