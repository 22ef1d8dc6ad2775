"""Answers to received interchanges: 997 and TA1 for X12, CONTRL for EDIFACT."""

from tools.edi.answering.answer import Answer, answers

__all__ = ["Answer", "answers"]
