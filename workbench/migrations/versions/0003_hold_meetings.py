"""Hold meetings: agenda, ways in, minutes; experiments; a group's own forms; a person's turns counted."""

import sqlalchemy as sa
from alembic import op

import workbench.models.base
from workbench.migrations.tables import guards

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WRITTEN_ONCE = (
    "agenda_items", "attendances", "crossings", "experiments", "form_voices", "group_forms", "look_backs",
    "minutes_lines", "sessions",
)  # fmt: skip


def upgrade() -> None:
    """Bring the store forward."""
    lay_out()
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("contested_at", workbench.models.base.Moment(timezone=True), nullable=True)
        )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tag", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("stage_moves", schema=None) as batch_op:
        batch_op.add_column(sa.Column("until", workbench.models.base.Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("day", sa.Date(), nullable=True))
    count_turns()
    for table in WRITTEN_ONCE:
        for statement in guards(table):
            op.execute(statement)


def count_turns() -> None:
    """Let somebody have several turns of a kind in a cycle. SQLite makes the table anew for it."""
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("meeting_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("form_id", sa.String(length=32), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_sessions_cycle_id_kind_practitioner_id"), type_="unique")
        batch_op.create_index(batch_op.f("ix_sessions_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_sessions_cycle_id_kind_practitioner_id_number"),
            ["cycle_id", "kind", "practitioner_id", "number"],
        )
        batch_op.create_foreign_key(batch_op.f("fk_sessions_meeting_id"), "sessions", ["meeting_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_sessions_form_id"), "group_forms", ["form_id"], ["id"])


def lay_out() -> None:
    """Make the new tables."""
    op.create_table(
        "look_backs",
        sa.Column("experiment", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("closes", sa.Boolean(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_look_backs_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_backs")),
    )
    with op.batch_alter_table("look_backs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_look_backs_experiment"), ["experiment"], unique=False)

    op.create_table(
        "group_forms",
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("cycle_id", sa.String(length=32), nullable=True),
        sa.Column("parent_id", sa.String(length=32), nullable=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_group_forms_by_id")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_group_forms_cycle_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_forms_group_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["group_forms.id"], name=op.f("fk_group_forms_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_forms")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_group_forms_entity_revision")),
    )
    with op.batch_alter_table("group_forms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_forms_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_forms_group_id"), ["group_id"], unique=False)

    op.create_table(
        "form_voices",
        sa.Column("form_id", sa.String(length=32), nullable=False),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("stand", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_form_voices_by_id")),
        sa.ForeignKeyConstraint(["form_id"], ["group_forms.id"], name=op.f("fk_form_voices_form_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_voices")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_form_voices_entity_revision")),
    )
    with op.batch_alter_table("form_voices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_voices_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_form_voices_form_id"), ["form_id"], unique=False)

    op.create_table(
        "agenda_items",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=True),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_agenda_items_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["sessions.id"], name=op.f("fk_agenda_items_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_agenda_items_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_agenda_items_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_agenda_items_entity_revision")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_items_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_items_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "attendances",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_attendances_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["sessions.id"], name=op.f("fk_attendances_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attendances_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_attendances_entity_revision")),
    )
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendances_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendances_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "crossings",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_crossings_by_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_crossings_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crossings")),
        sa.UniqueConstraint(
            "session_id", "revision", "by_id", name=op.f("uq_crossings_session_id_revision_by_id")
        ),
    )
    with op.batch_alter_table("crossings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crossings_session_id"), ["session_id"], unique=False)

    op.create_table(
        "experiments",
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("cycle_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("depth", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("working", sa.String(), nullable=False),
        sa.Column("not_working", sa.String(), nullable=False),
        sa.Column("look_back_on", sa.Date(), nullable=False),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_experiments_by_id")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_experiments_cycle_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_experiments_group_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_experiments_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiments")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_experiments_entity_revision")),
    )
    with op.batch_alter_table("experiments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_experiments_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_experiments_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_experiments_session_id"), ["session_id"], unique=False)

    op.create_table(
        "meeting_codes",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("made_at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("ends_at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["sessions.id"], name=op.f("fk_meeting_codes_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_codes")),
        sa.UniqueConstraint("code", name=op.f("uq_meeting_codes_code")),
    )
    with op.batch_alter_table("meeting_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_codes_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "minutes_lines",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_minutes_lines_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["sessions.id"], name=op.f("fk_minutes_lines_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_lines")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_minutes_lines_entity_revision")),
    )
    with op.batch_alter_table("minutes_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_lines_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_minutes_lines_meeting_id"), ["meeting_id"], unique=False)
