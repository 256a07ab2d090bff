"""Duties with a clock beside the closing itself: what is owed to other agencies and to families whose aid changes."""
