"""Deadlines in the time of the place: filings before loading and arrival, cut-offs, credits.

`filings.filings_of` what a shipment must file · `cutoffs.cutoffs_of` SI, VGM, CY of a booking ·
`credit.presentation_of` and `credit.check_drawing` letters of credit (UCP 600) ·
`clock.earliest` the one that binds.
"""
