"""Papers: what partners attach (PDF, sheets, letters, pictures, e-invoices) as text."""
