"""Papers of a shipment: what is needed by when, who owes it, what is wrong with it, what to do."""
