"""Plan cycles by their phases, and give each their dates under a private address."""

import sqlalchemy as sa
from alembic import op

import workbench.models.base
from workbench.migrations.tables import guards

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.String(length=32)


def upgrade() -> None:
    """Bring the store forward."""
    moment = workbench.models.base.Moment(timezone=True)
    op.create_table(
        "cycle_plans",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("begins", sa.JSON(), nullable=False),
        sa.Column("entity", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_cycle_plans_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_cycle_plans_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_plans")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_cycle_plans_entity_revision")),
    )
    with op.batch_alter_table("cycle_plans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycle_plans_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_cycle_plans_group_id"), ["group_id"], unique=False)
    for statement in guards("cycle_plans"):
        op.execute(statement)
    op.create_table(
        "calendar_feeds",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=False),
        sa.Column("revoked_at", moment, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_calendar_feeds_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )
    with op.batch_alter_table("calendar_feeds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_feeds_person_id"), ["person_id"], unique=False)
