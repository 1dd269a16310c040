"""Build options of IPv4; see Kconfig for what each means."""

TIME_TO_LIVE = 64
