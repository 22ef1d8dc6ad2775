"""Replays, benchmarks and attacks: they drive a desk they are handed."""
