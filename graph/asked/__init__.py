"""Questions about everything at once: people, work, decisions and partners, not one case."""
