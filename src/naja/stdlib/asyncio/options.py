"""Build options of the event loop; see Kconfig for what each means. Times are seconds."""

UNSENT_DATAGRAMS = 256
ADDRESS_TIMEOUT = 30.0
