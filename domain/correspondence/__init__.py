"""The texts of letters and notes, one family of workflows a file."""
