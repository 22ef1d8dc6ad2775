"""How alembic runs the ledger's migrations: on the connection it is handed, in its transaction."""

from __future__ import annotations

from alembic import context

from memory.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
)
context.run_migrations()
