"""Settlement: a payment against what was open, questions about it, and drawings under credits."""
