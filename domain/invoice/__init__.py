"""Invoices as a case looks at them: what is billed, what is due, ways to settle the difference."""
