"""Expressions: operators, conditions and what they prove, displays, names."""
