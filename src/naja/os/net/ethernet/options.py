"""Build options of the Ethernet layer; see Kconfig for what each means."""

RECEIVE_BATCH = 64
