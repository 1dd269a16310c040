"""Live annotations → types, and what inference adds to them."""
