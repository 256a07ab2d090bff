"""Nonsense sent to every form and address of the staff application. Forms are found by reading pages."""
