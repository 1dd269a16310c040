"""Build options of ICMP; see Kconfig for what each means. Times are nanoseconds."""

ERROR_BURST = 10
ERROR_INTERVAL = 100_000_000
