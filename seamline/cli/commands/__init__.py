"""The commands by who uses them; each declares its options and help, and calls its body late."""
