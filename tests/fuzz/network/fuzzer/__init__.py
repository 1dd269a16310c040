"""The parts of the network's fuzzer; `main.py` beside it says how they go together."""
