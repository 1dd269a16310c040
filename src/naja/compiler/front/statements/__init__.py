"""Statements: assignment, loops, exceptions, patterns, definitions inside functions."""
