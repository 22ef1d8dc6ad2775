"""A change of an order as a supplier writes of it: split, prices, charges, goods begun, answer."""
