"""A dossier: all that a case looks at, for workflows that are no delay; one snapshot for all."""
