"""One readable file a workflow."""
