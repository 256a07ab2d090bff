"""Money: receiving it, saying by rule who gets it, paying it out, and keeping the ledger that adds up."""
