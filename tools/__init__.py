"""Readers and hands of outside systems, one system a file."""
