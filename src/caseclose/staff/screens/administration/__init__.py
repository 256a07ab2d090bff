"""The administrator's pages: accounts, offices, settings, and how the system does."""
