"""Mailboxes on an IMAP server: new mails out of a folder, marks of being read, what was sent."""
