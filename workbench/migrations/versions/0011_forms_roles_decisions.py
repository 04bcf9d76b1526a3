"""Forms and roles that a group talks about, and decisions with each voice in them."""

import sqlalchemy as sa
from alembic import op

import workbench.models.base
from workbench.migrations.tables import guards

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.String(length=32)
GUARDED = ("remarks", "decisions", "presences", "dots", "dots_shown")


def upgrade() -> None:
    """Bring the store forward."""
    moment = workbench.models.base.Moment(timezone=True)
    op.create_table(
        "remarks",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("about", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("entity", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_remarks_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_remarks_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_remarks_entity_revision")),
    )
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remarks_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_remarks_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_remarks_group_id"), ["group_id"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("form_id", ID, nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=True),
        sa.Column("dots", sa.String(), nullable=False),
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("affected", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("carrier_id", ID, nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("entity", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_decisions_by_id")),
        sa.ForeignKeyConstraint(["carrier_id"], ["people.id"], name=op.f("fk_decisions_carrier_id")),
        sa.ForeignKeyConstraint(["form_id"], ["group_forms.id"], name=op.f("fk_decisions_form_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_decisions_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_decisions_entity_revision")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decisions_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_decisions_group_id"), ["group_id"], unique=False)

    op.create_table(
        "detached_dots",
        sa.Column("session_id", ID, nullable=False),
        sa.Column("option_id", ID, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["option_id"], ["remarks.id"], name=op.f("fk_detached_dots_option_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_detached_dots_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_detached_dots")),
        sa.UniqueConstraint(
            "session_id",
            "round",
            "option_id",
            "label",
            name=op.f("uq_detached_dots_session_id_round_option_id_label"),
        ),
    )
    with op.batch_alter_table("detached_dots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_detached_dots_session_id"), ["session_id"], unique=False)

    op.create_table(
        "dots",
        sa.Column("session_id", ID, nullable=False),
        sa.Column("option_id", ID, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("at", moment, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_dots_by_id")),
        sa.ForeignKeyConstraint(["option_id"], ["remarks.id"], name=op.f("fk_dots_option_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_dots_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dots")),
        sa.UniqueConstraint(
            "session_id", "round", "option_id", "by_id", name=op.f("uq_dots_session_id_round_option_id_by_id")
        ),
    )
    with op.batch_alter_table("dots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dots_session_id"), ["session_id"], unique=False)

    op.create_table(
        "dots_shown",
        sa.Column("session_id", ID, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("givers", sa.JSON(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_dots_shown_by_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_dots_shown_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dots_shown")),
        sa.UniqueConstraint("session_id", "round", name=op.f("uq_dots_shown_session_id_round")),
    )
    with op.batch_alter_table("dots_shown", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dots_shown_session_id"), ["session_id"], unique=False)

    op.create_table(
        "presences",
        sa.Column("session_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.Column("heard", sa.String(), nullable=False),
        sa.Column("stand", sa.String(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_presences_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_presences_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_presences_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presences")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_presences_session_id_person_id")),
    )
    with op.batch_alter_table("presences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presences_session_id"), ["session_id"], unique=False)
    for table in GUARDED:
        for statement in guards(table):
            op.execute(statement)
