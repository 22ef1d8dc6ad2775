"""Bookings: what cargo is ready, which ways there are and what they cost, what was confirmed."""
