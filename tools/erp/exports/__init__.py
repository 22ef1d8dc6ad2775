"""A record known only by its exports: what is decided is handed over for people to apply."""
