"""Mail: bytes into messages, what is new in them, and what the bytes prove about the sender."""
