"""Complaints of customers: what came short, damaged or wrong, and how it is made good, once."""
