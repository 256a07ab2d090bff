"""Looking after accounts: who may do what. Every change is in the journal, and nobody changes their own."""
