"""Time as the library OS sees it."""
