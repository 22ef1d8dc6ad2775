"""What is kept: ledger, inbox, outbox, reservations, recall and read-only views."""
