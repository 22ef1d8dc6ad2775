"""Numbered migrations of the record's database, run by alembic."""
