"""One file a schema, oldest first."""
