"""Objects: made at build time or at run time, their attributes, their own class."""
