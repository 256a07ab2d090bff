"""Letters: notices printed as the mail room prints them, and the same by other programs that make PDFs."""
