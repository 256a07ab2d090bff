"""What both sites are drawn with, the staff's and the public one: language, clock, forms, errors, files sent, USWDS."""
