"""Build options of the compiler; see Kconfig for what each means."""

COVERAGE = False
