"""${message}."""

import sqlalchemy as sa
from alembic import op

import workbench.models.base

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store forward."""
    ${upgrades if upgrades else "pass"}
