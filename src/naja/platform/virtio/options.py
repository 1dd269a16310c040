"""Build options of the virtio platform; see Kconfig for what each means."""

NET_QUEUE_SIZE = 128
NET_LARGE_BUFFERS = 8
CONSOLE_BUFFERS = 4
