"""Build options of the event loop; see Kconfig for what each means."""

UNSENT_DATAGRAMS = 256
LINGER_MS = 5000
