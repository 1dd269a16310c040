"""Intermediate representation → LLVM text → object file."""
