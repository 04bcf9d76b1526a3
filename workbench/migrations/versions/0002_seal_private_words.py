"""Seal private words: keys, boxes, shares; let written rows be erased; say how long things are kept."""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

import workbench.models.base
from workbench.migrations.tables import guards

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = ("mark", "words", "evidence_for", "evidence_against", "context")
WRITTEN_ONCE = (
    "closing_views",
    "closings",
    "components",
    "contracts",
    "criteria",
    "cycle_ends",
    "cycles",
    "entries",
    "judgements",
    "keepings",
    "lifetimes",
    "locks",
    "notebooks",
    "notes",
    "releases",
    "session_roles",
    "sessions",
    "stage_moves",
    "standings",
    "turns",
    "voices",
    "whole_practices",
    "withdrawals",
)


def upgrade() -> None:
    """Bring the store forward."""
    for table in set(WRITTEN_ONCE) - {"lifetimes"}:
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_{verb}_refused")
    lay_out()
    put_entries_into_boxes()
    for table in WRITTEN_ONCE:
        for statement in guards(table):
            op.execute(statement)


def put_entries_into_boxes() -> None:
    """
    Move the words of entries into boxes.

    Nobody has a key yet, so the boxes stay open until each owner comes in again; then they are sealed.
    """
    bind = op.get_bind()
    told = bind.execute(sa.text(f"SELECT id, revision, by_id, at, {', '.join(WORDS)} FROM entries")).all()
    for id_, revision_, by, at, *words in told:
        kept = json.dumps(dict(zip(WORDS, words, strict=True)), ensure_ascii=False)
        bind.execute(
            sa.text("INSERT INTO boxes (id, about, owner_id, sealed, laid_open, words, made_at) "
                    "VALUES (:id, :about, :owner, :no, :no, :words, :at)"),
            {"id": uuid4().hex, "about": f"entry/{id_}/{revision_}/{by}", "owner": by, "no": False,
             "words": kept.encode(), "at": at},
        )  # fmt: skip
    for name in WORDS:
        op.execute(f"ALTER TABLE entries DROP COLUMN {name}")


def lay_out() -> None:
    """Make the new tables and columns."""
    op.create_table(
        "erasing",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasing")),
    )
    op.create_table(
        "boxes",
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("laid_open", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=True),
        sa.Column("made_at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_boxes_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boxes")),
        sa.UniqueConstraint("about", name=op.f("uq_boxes_about")),
    )
    with op.batch_alter_table("boxes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_boxes_came_from"), ["came_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_boxes_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "key_pairs",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("ended_at", workbench.models.base.Moment(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_key_pairs_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_pairs")),
    )
    with op.batch_alter_table("key_pairs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_key_pairs_person_id"), ["person_id"], unique=False)

    op.create_table(
        "lifetimes",
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_lifetimes_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_lifetimes_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lifetimes")),
        sa.UniqueConstraint("entity", "revision", name=op.f("uq_lifetimes_entity_revision")),
    )
    with op.batch_alter_table("lifetimes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lifetimes_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_lifetimes_group_id"), ["group_id"], unique=False)

    op.create_table(
        "box_keys",
        sa.Column("box_id", sa.String(length=32), nullable=False),
        sa.Column("reader_id", sa.String(length=32), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("grant", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["boxes.id"], name=op.f("fk_box_keys_box_id")),
        sa.ForeignKeyConstraint(["key_id"], ["key_pairs.id"], name=op.f("fk_box_keys_key_id")),
        sa.ForeignKeyConstraint(["reader_id"], ["people.id"], name=op.f("fk_box_keys_reader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_keys")),
        sa.UniqueConstraint("box_id", "reader_id", "grant", name=op.f("uq_box_keys_box_id_reader_id_grant")),
    )
    with op.batch_alter_table("box_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_box_keys_box_id"), ["box_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_box_keys_grant"), ["grant"], unique=False)
        batch_op.create_index(batch_op.f("ix_box_keys_key_id"), ["key_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_box_keys_reader_id"), ["reader_id"], unique=False)

    op.create_table(
        "shares",
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("holder_id", sa.String(length=32), nullable=False),
        sa.Column("holder_key_id", sa.String(length=32), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["people.id"], name=op.f("fk_shares_holder_id")),
        sa.ForeignKeyConstraint(["holder_key_id"], ["key_pairs.id"], name=op.f("fk_shares_holder_key_id")),
        sa.ForeignKeyConstraint(["key_id"], ["key_pairs.id"], name=op.f("fk_shares_key_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares")),
        sa.UniqueConstraint("key_id", "holder_id", name=op.f("uq_shares_key_id_holder_id")),
    )
    with op.batch_alter_table("shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shares_holder_id"), ["holder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shares_key_id"), ["key_id"], unique=False)

    op.create_table(
        "short_codes",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("link_id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("ends_at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("used_at", workbench.models.base.Moment(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["key_pairs.id"], name=op.f("fk_short_codes_key_id")),
        sa.ForeignKeyConstraint(["link_id"], ["links.id"], name=op.f("fk_short_codes_link_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_short_codes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_short_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_short_codes_code_hash")),
    )
    with op.batch_alter_table("short_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_short_codes_person_id"), ["person_id"], unique=False)

    op.create_table(
        "wraps",
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("link_id", sa.String(length=32), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("cost", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["key_pairs.id"], name=op.f("fk_wraps_key_id")),
        sa.ForeignKeyConstraint(["link_id"], ["links.id"], name=op.f("fk_wraps_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wraps")),
    )
    with op.batch_alter_table("wraps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wraps_key_id"), ["key_id"], unique=False)

    op.create_table(
        "handed_shares",
        sa.Column("share_id", sa.String(length=32), nullable=False),
        sa.Column("new_key_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", workbench.models.base.Moment(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["new_key_id"], ["key_pairs.id"], name=op.f("fk_handed_shares_new_key_id")),
        sa.ForeignKeyConstraint(["share_id"], ["shares.id"], name=op.f("fk_handed_shares_share_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_shares")),
        sa.UniqueConstraint("share_id", "new_key_id", name=op.f("uq_handed_shares_share_id_new_key_id")),
    )
    with op.batch_alter_table("handed_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handed_shares_new_key_id"), ["new_key_id"], unique=False)

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("sealed", sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_drafts_key_id"), "key_pairs", ["key_id"], ["id"])

    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("readers", sa.JSON(), nullable=True))

    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.add_column(sa.Column("device", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("seen_at", workbench.models.base.Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("waiting", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("key_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("wrapped", sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_sign_ins_key_id"), "key_pairs", ["key_id"], ["id"])

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("wrapped", sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_tickets_key_id"), "key_pairs", ["key_id"], ["id"])
