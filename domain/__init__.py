"""Words and rules of coordination: pure values and functions, no I/O, no clock, no randomness."""
