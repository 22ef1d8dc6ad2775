"""The embedded system of record: SQLite tables filed from a company's exports."""
