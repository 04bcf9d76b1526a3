"""Which version of its protocol a session follows: the one that its group held when it was opened."""

from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import Session as Db

from workbench.core.reading import once
from workbench.forms import services as forms
from workbench.models.forms import GroupForm
from workbench.models.sessions import Session
from workbench.sessions.protocols import Protocol, protocol, read, shipped


def topic_of(kind: str) -> str:
    """Return the topic under which a group keeps its way to hold a kind of session."""
    return f"protocol/{kind}"


def protocol_of(db: Db, session: Session) -> Protocol:
    """Return the protocol that a session follows; without a version of its group's, the one that ships."""
    form = _form(db, session.form_id) if session.form_id else None
    return _read(form.id, form.text, session.kind) if form is not None else protocol(session.kind)


@once
def _form(db: Db, id: str) -> GroupForm | None:
    return db.get(GroupForm, id)


@lru_cache(maxsize=256)
def _read(_form: str, text: str, kind: str) -> Protocol:
    return read(text, kind=kind)


def version_for(db: Db, *, by: str, group: str, kind: str, at: datetime) -> str:
    """Return the version that a session opened now follows; the first of a kind pins what ships."""
    return forms.pin(db, by=by, group=group, topic=topic_of(kind), text=shipped(kind), at=at)
