"""Runs Alembic on the connection that `reflector.db.migrate` hands over."""

from typing import Any

from alembic import context

from reflector.db.models import Base, UTCDateTime


def _render(kind: str, item: Any, _context: Any) -> Any:
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a table in place
    render_item=_render,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
