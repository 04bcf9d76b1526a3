"""Sit in: what a visiting peer saw of somebody's work, with a yes from whoever it concerns."""

import sqlalchemy as sa
from alembic import op

import workbench.models.base
from workbench.migrations.tables import guards

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.String(length=32)
KEYS = {
    "by_id": "people", "criterion_id": "criteria", "cycle_id": "cycles", "group_id": "groups",
    "practitioner_id": "people",
}  # fmt: skip


def upgrade() -> None:
    """Bring the store forward."""
    op.create_table(
        "visits",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("cycle_id", ID, nullable=False),
        sa.Column("practitioner_id", ID, nullable=False),
        sa.Column("criterion_id", ID, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("evidence_for", sa.String(), nullable=False),
        sa.Column("evidence_against", sa.String(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_visits_{column}"))
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        for column in ("group_id", "practitioner_id"):
            batch_op.create_index(batch_op.f(f"ix_visits_{column}"), [column], unique=False)
    for statement in guards("visits"):
        op.execute(statement)
