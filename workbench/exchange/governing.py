"""The pictures of how a group governs itself, for somebody in it: forms, charters, rotation, decisions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import plotly.graph_objects as go
from sqlalchemy.orm import Session as Db

from workbench.audit import provenance, statement
from workbench.decisions import figures as decided
from workbench.decisions import queries as decisions
from workbench.forms import figures as forms
from workbench.forms import queries as form_queries
from workbench.forms import remarks
from workbench.forms.register import register
from workbench.forms.ways import WAY
from workbench.people import queries as people
from workbench.people.rules import initials
from workbench.roles import figures as charters
from workbench.roles.queries import roles
from workbench.sessions import shared_figures, sharing

Table = Sequence[Mapping[str, str]]
Made = tuple[go.Figure, Table]


def _forms(db: Db, asker: str, group: str, at: datetime) -> Made:
    entries = [e for e in register(db, asker=asker, group=group, at=at) if e.kind == WAY]
    said = remarks.said(db, asker=asker, group=group, kinds=remarks.ANSWERS)
    names = people.names(db, asker=asker, group=group)
    frame = forms.frame(entries, said, names, form_queries.today(db, group=group, at=at))
    return forms.forms_timeline(frame), forms.forms_timeline_table(frame)


def _readings(db: Db, asker: str, group: str, _at: datetime) -> Made:
    """Return the readings of the form that was read last."""
    said = remarks.said(db, asker=asker, group=group, kinds=remarks.READINGS)
    last = max(said, key=lambda each: each.at, default=None)
    mine = [each for each in said if last is not None and each.about == last.about]
    names = people.names(db, asker=asker, group=group)
    return forms.three_readings(mine, names), forms.three_readings_table(mine, names)


def _charters(db: Db, asker: str, group: str, at: datetime) -> Made:
    every = roles(db, asker=asker, group=group, at=at)
    names = people.names(db, asker=asker, group=group)
    frame = charters.frame(every, names, form_queries.today(db, group=group, at=at))
    return charters.charters(frame), charters.charters_table(frame)


def _rotation(db: Db, asker: str, group: str, _at: datetime) -> Made:
    names, zone = people.names(db, asker=asker, group=group), people.group(db, asker=asker, group=group).zone
    frame = sharing.rotation(
        db, asker=asker, group=group, zone_name=zone, names=names, letters=initials(names)
    )
    return shared_figures.rotation(frame), shared_figures.rotation_table(frame)


def _air(db: Db, asker: str, group: str, _at: datetime) -> Made:
    zone = people.group(db, asker=asker, group=group).zone
    frame = sharing.own_air(db, asker=asker, group=group, zone_name=zone)
    return shared_figures.air_and_agenda(frame), shared_figures.air_and_agenda_table(frame)


def _mosaic(db: Db, asker: str, group: str, _at: datetime) -> Made:
    """Return the mosaic of the newest decision in which gradients were shown."""
    every = decisions.decisions(db, asker=asker, group=group)
    names = people.names(db, asker=asker, group=group)
    seen = next((each for each in every if each.shown), every[0] if every else None)
    if seen is None:
        return go.Figure(), []
    frame = decided.frame(seen, names)
    return decided.decision_mosaic(frame), decided.decision_mosaic_table(frame)


def _provenance(db: Db, asker: str, group: str, at: datetime) -> Made:
    today = form_queries.today(db, group=group, at=at)
    frame = provenance.frame(statement.claims(db, asker=asker, group=group), today)
    return provenance.provenance(frame), provenance.provenance_table(frame)


GOVERNING: dict[str, Callable[[Db, str, str, datetime], Made]] = {
    "air-and-agenda": _air,
    "rotation": _rotation,
    "charters": _charters,
    "forms-timeline": _forms,
    "decision-mosaic": _mosaic,
    "three-readings": _readings,
    "provenance": _provenance,
}
