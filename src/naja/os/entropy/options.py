"""Build options of the entropy pool; see Kconfig for what each means."""

BLOCK_BYTES = 64
