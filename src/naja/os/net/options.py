"""Build options of the network as a whole; see Kconfig for what each means."""

DHCP = True
