"""Events that other systems post to us: CloudEvents 1.0, signed, kept so that the proof stays."""
