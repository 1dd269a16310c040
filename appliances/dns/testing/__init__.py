"""What the tests of this appliance share: packets, and NSD to compare with."""
