"""Payment: terms and due days, early-payment discounts, remittances, exchange and credits.

`terms.terms_of` and `terms.dues` · `discount.yearly` and `discount.decide` ·
`remittance.settle` a payment over its invoices · `remittance.short_received` a payee's question ·
`exchange.realised` booking against settlement rate · `drawing.settled` a drawing under a credit ·
`interest.late_interest`.
"""
