"""Accounts on mail servers: where one is, how it is spoken to safely, and how one logs in."""
