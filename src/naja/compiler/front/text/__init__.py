"""Text: str, repr, format, print, % and templates."""
