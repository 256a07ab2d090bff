"""Stories of an office, told in a real browser: each begins with somebody who signs in and ends with what was to be."""
