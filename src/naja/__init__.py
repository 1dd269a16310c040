"""Naja builds, runs and operates unikernels in Python."""

__version__ = "0.1.0"
