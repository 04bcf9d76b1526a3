"""Speak in turn: who has spoken in a round, and who passed."""

import sqlalchemy as sa
from alembic import op

import workbench.models.base
from workbench.migrations.tables import guards

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store forward."""
    op.create_table(
        "round_marks",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_round_marks_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_round_marks_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_round_marks_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_marks")),
    )
    with op.batch_alter_table("round_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_marks_session_id"), ["session_id"], unique=False)
    for statement in guards("round_marks"):
        op.execute(statement)
