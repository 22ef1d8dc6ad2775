"""Supplier delay: what changed on an order line, what it touches, and priced ways to respond."""
