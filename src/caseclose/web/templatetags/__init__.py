"""Tags and filters of templates on both sites."""
