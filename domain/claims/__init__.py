"""Claims and customers' charges: notice in time, how much a carrier owes, what we owe.

`notices.notice` until when to notify or sue · `liability.limit` a carrier's cap by law,
`liability.contract_limit` by contract · `exposure.penalty` a customer's clause in both readings.
"""
