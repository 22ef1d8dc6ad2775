"""A new partner until it may be ordered from and paid: papers, account, screening, exposure."""
