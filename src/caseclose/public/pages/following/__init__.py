"""Following a request or a case by a code: how it stands, letters as they went, taking back, and coming back."""
