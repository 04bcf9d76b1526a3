"""What all tables share: ids, moments in UTC, and records that are only ever added to."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

ID = String(32)


def new_id() -> str:
    """Return a new id that says nothing about what it names."""
    return uuid4().hex


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; a naive one is refused on the way in and never comes out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return (
            value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value.astimezone(UTC)
        )

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """A table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)


class AppendOnly(Model):
    """A row that is written once: never changed, never silently replaced. It says who and when."""

    __abstract__ = True

    at: Mapped[datetime] = mapped_column(Moment)

    @declared_attr
    def by_id(cls) -> Mapped[str]:  # noqa: N805 - SQLAlchemy calls this with the class
        """Who wrote it."""
        return mapped_column(ID, ForeignKey("people.id"))


class Record(AppendOnly):
    """
    One revision of something that changes over time.

    ``entity`` names the thing, ``revision`` counts from 1. Two writers who both saw revision 3 both
    try to write 4, and the store lets only one of them.
    """

    __abstract__ = True

    entity: Mapped[str] = mapped_column(ID, index=True)
    revision: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy calls this with the class
        """One row for each revision of an entity."""
        return (UniqueConstraint("entity", "revision"),)
