"""Calls: arguments, methods, function values, what the library's callables become."""
