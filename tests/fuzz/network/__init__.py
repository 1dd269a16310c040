"""The fuzzer of the network, from Ethernet to HTTP: `make fuzz-net`."""
