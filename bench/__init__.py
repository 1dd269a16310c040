"""Benchmarks: commands that measure Naja and what it is compared with in one go, and print the ratio."""
