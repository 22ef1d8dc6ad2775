"""Freight: what carriers charge for, how much fits, and whether a bill is right.

`chargeable.chargeable` weight by mode · `equipment.boxes_needed` ·
`box_or_lcl.box_or_lcl` a full box or less than one ·
`contract.contracted` what a rate of the record agrees · `codes.charge_code` ·
`audit.audit` a freight bill line by line.
"""
