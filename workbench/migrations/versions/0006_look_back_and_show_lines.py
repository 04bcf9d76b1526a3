"""Look back by today's understanding, end a cycle in words, show one's own line to the group for a while."""

import sqlalchemy as sa
from alembic import op

import workbench.models.base
from workbench.migrations.tables import guards

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.String(length=32)


def upgrade() -> None:
    """Bring the store forward."""
    op.create_table(
        "then_ratings",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("cycle_id", ID, nullable=False),
        sa.Column("criterion_id", ID, nullable=False),
        sa.Column("mark", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("entity", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_then_ratings_by_id")),
        sa.ForeignKeyConstraint(["criterion_id"], ["criteria.id"], name=op.f("fk_then_ratings_criterion_id")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_then_ratings_cycle_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_then_ratings_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_then_ratings")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_then_ratings_entity_revision")),
    )
    op.create_table(
        "cycle_words",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("cycle_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("entity", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_cycle_words_by_id")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_cycle_words_cycle_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_cycle_words_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_words")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_cycle_words_entity_revision")),
    )
    op.create_table(
        "released_threads",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("criterion", ID, nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("ends_at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_released_threads_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_released_threads_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_released_threads")),
    )
    indexed = {
        "then_ratings": ("entity", "group_id"),
        "cycle_words": ("entity", "group_id", "cycle_id"),
        "released_threads": ("group_id",),
    }
    for table, columns in indexed.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
        for statement in guards(table):
            op.execute(statement)
