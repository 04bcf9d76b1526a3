"""Try and join criteria: a criterion may have grown from several."""

import sqlalchemy as sa
from alembic import op

import workbench.models.base
from workbench.migrations.tables import guards

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store forward."""
    op.create_table(
        "origins",
        sa.Column("criterion_id", sa.String(length=32), nullable=False),
        sa.Column("from_id", sa.String(length=32), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_origins_by_id")),
        sa.ForeignKeyConstraint(["criterion_id"], ["criteria.id"], name=op.f("fk_origins_criterion_id")),
        sa.ForeignKeyConstraint(["from_id"], ["criteria.id"], name=op.f("fk_origins_from_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origins")),
    )
    with op.batch_alter_table("origins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_origins_criterion_id"), ["criterion_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_origins_from_id"), ["from_id"], unique=False)
    for statement in guards("origins"):
        op.execute(statement)
