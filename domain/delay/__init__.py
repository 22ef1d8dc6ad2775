"""Supplier delay: what changed on an order line, what it touches, and the priced ways to respond."""
