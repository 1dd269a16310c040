"""The namespace of the readers, writers and adapters that `generate` makes."""
