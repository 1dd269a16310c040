"""Build options of the DHCP client; see Kconfig for what each means. Times are nanoseconds."""

FIRST_RETRY = 4_000_000_000
LAST_RETRY = 64_000_000_000
REQUEST_ATTEMPTS = 4
LEAST_RENEWAL_RETRY = 60_000_000_000
