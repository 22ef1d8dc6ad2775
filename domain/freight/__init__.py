"""Freight: what carriers charge for, how much fits, what to fly, and whether a bill is right.

`chargeable.chargeable` weight by mode · `equipment.boxes_needed` · `split.bridge_by_air` ·
`contract.contracted` what a rate of the record agrees · `codes.charge_code` ·
`audit.audit` a freight bill line by line.
"""
