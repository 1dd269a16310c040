"""Build options of UDP; see Kconfig for what each means."""

SOCKETS = 64
EPHEMERAL_FIRST = 49152
EPHEMERAL_LAST = 65535
