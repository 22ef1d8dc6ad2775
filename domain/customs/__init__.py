"""Customs and delivery terms: who bears what, the value duty is reckoned on, duties, landed cost.

`incoterms.terms_of_delivery` Incoterms 2020 by leg · `value.customs_value` the base by regime ·
`duty.duty` and `duty.duty_rates_of` · `fees.entry_fees` MPF, HMF · `landed.landed_cost`.
"""
