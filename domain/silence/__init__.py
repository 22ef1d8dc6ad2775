"""Silence: what should have been said by now and was not, one small file a kind of expectation."""
