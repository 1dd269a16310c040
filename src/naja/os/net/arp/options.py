"""Build options of ARP; see Kconfig for what each means. Times are nanoseconds."""

CACHE_ENTRIES = 256
PENDING_ENTRIES = 32
PENDING_PACKETS = 4
REFRESH_AFTER = 30_000_000_000
RETRY_AFTER = 1_000_000_000
RETRIES = 3
