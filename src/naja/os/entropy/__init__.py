"""Unpredictable numbers for the library OS."""
