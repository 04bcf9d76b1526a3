"""Offer published frameworks to a group, with their origin and licence beside each item."""

import sqlalchemy as sa
from alembic import op

import workbench.models.base
from workbench.migrations.tables import guards

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.String(length=32)


def upgrade() -> None:
    """Bring the store forward."""
    op.create_table(
        "offers",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("lack", sa.String(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_offers_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_offers_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offers_group_id"), ["group_id"], unique=False)
    for statement in guards("offers"):
        op.execute(statement)
