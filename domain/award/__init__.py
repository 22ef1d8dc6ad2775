"""From an offer or an award to an order: terms carried unchanged, and what speaks against it."""
