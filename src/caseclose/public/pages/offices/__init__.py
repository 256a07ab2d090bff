"""Finding an office: where people write to, call or go."""
