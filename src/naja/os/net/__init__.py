"""Networking: the path of a packet from the device contract to the sockets, one folder a
protocol."""
