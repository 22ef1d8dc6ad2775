"""How a message becomes facts and how a case moves, is decided and takes effect."""
