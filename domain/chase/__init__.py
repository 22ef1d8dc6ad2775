"""What we asked a partner and what was answered of it: questions as rows, not as a mail."""
