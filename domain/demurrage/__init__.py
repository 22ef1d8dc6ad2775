"""Demurrage, detention and storage: free time, tiered tariffs, and the US rule on their invoices.

`tariff.tariff_of` a rate of the record · `accrual.accrue` days and money from events ·
`billed.against` a bill of days held against them · `dock.waiting_terms` a truck at a dock ·
`part541.check` 46 CFR part 541.
"""
