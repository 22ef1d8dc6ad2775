"""Allocation: joint costs over lines to the cent, short stock over customers to the piece.

`shares.shared` money by weights, exact · `costs.spread` a joint cost by value, weight or volume ·
`short.allocate_short` scarce stock by segment, need date or fair share ·
`short.late_exposure` what customers charge for the rest, in both readings of the clause.
"""
