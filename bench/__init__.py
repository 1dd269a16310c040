"""Benchmarks: commands that measure both sides in one go and print the ratio."""
