"""Invoice match: what was ordered, received, accepted and billed, and why it differs.

`lines.match_line` one line, 2-, 3- or 4-way · `tolerance.Tolerance` what may differ ·
`duplicates.duplicates_of` the same bill twice ·
`causes.explain` a difference by cause with evidence · `envelope.check` an approval and its limits.
"""
