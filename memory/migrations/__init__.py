"""The ledger's schema, step by step: `versions/` holds a file a step, numbered without a gap."""
