"""Papers of a new partner: what kind they are, what is attached, what is said of them."""
