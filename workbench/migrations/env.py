"""Alembic's way in: it is handed a connection, or an address on its own command line."""

from alembic import context
from sqlalchemy import create_engine

from workbench.migrations.tables import METADATA

config = context.config


def run() -> None:
    """Migrate over the connection that was handed in, else over the address in the settings."""
    connection = config.attributes.get("connection")
    if connection is None:
        connection = create_engine(config.get_main_option("sqlalchemy.url") or "sqlite://").connect()
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


run()
