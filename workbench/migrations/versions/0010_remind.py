"""Remind those who ask for it, by mail, of what of theirs is due."""

import sqlalchemy as sa
from alembic import op

import workbench.models.base
from workbench.migrations.tables import guards

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.String(length=32)


def upgrade() -> None:
    """Bring the store forward."""
    moment = workbench.models.base.Moment(timezone=True)
    op.create_table(
        "reminders",
        sa.Column("often", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("entity", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_reminders_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_reminders_entity_revision")),
    )
    op.create_table(
        "reminded",
        sa.Column("at", moment, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_reminded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminded")),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminders_entity"), ["entity"], unique=False)
    for table in ("reminders", "reminded"):
        for statement in guards(table):
            op.execute(statement)
