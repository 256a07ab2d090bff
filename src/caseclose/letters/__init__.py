"""Letters: the words that a step of a closing owes someone, composed from one decision, as PDF and as HTML."""
