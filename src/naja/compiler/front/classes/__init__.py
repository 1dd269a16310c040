"""Classes: fields, bases, methods that are made, which attributes exist."""
