"""Rules for input that can be read and still looks wrong: it is used, flagged and listed."""
