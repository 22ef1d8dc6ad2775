"""The nodes of the case graph, one step a file."""
