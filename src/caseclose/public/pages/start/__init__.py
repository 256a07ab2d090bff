"""Where readers begin: choosing a state and a language, and what a state's pages offer."""
