"""Specialists and readers: they read and propose, never act; they import domain only."""
