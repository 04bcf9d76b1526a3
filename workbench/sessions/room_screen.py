"""
The room screen: where the meeting stands, in large type, for everybody to see.

It reads names, steps and states, and no word that anybody wrote: what is not fetched cannot be shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Form
from widgets.timer import Timer
from workbench.core.desk import Desk
from workbench.core.rights import refuse_unless
from workbench.core.words import _
from workbench.models.people import Group
from workbench.models.practice import Cycle
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART, may_look_in
from workbench.people.views import qr, room_address
from workbench.screen.follow import Follower
from workbench.screen.forms import attempt
from workbench.screen.parts import Part, words
from workbench.sessions import codes, held, holding, queries, rounds
from workbench.sessions.following import protocol_of
from workbench.sessions.place import Place
from workbench.sessions.protocols import Protocol
from workbench.sessions.rules import HOST
from workbench.sessions.speaking import round_part
from workbench.sessions.views import sent_words


@dataclass(frozen=True)
class Shown:
    """What the room screen shows of a session: no words of anybody's, only where it stands."""

    id: str
    practitioner: str
    protocol: Protocol
    place: Place
    host: str | None
    sent_in: frozenset[str]
    round: rounds.Round | None


@dataclass(frozen=True)
class Room:
    """What the room screen shows: the turn or the meeting that is on, who is here, and the code."""

    group: str
    names: dict[str, str]
    taking_part: tuple[str, ...]
    here: tuple[str, ...]
    on: Shown | None
    is_turn: bool
    meeting: str | None
    code: str | None
    waiting: tuple[held.Wanted, ...]


def _shown(db: Db, session: str, asker: str, at: datetime) -> Shown:
    row = queries.row(db, session)
    where = queries.place(db, row)
    host = queries.roles(db, row, where, at=at).get(HOST)
    sent = queries.sent_in(db, session)
    on = rounds.read(db, asker=asker, session=session, at=at)
    return Shown(session, row.practitioner_id, protocol_of(db, row), where, host, sent, on)


def read(db: Db, *, asker: str, cycle: str, desk: Desk) -> Room:
    """Read what the room may see of a cycle's meeting."""
    group = db.get_one(Cycle, cycle).group_id
    refuse_unless(may_look_in(people.standing(db, person=asker, group=group)))
    at = desk.now()
    fellows = people.fellows_of(db, group)
    meeting = held.meeting_now(db, asker=asker, cycle=cycle, at=at)
    turn = queries.turn(db, asker=asker, cycle=cycle)[0]
    on = _shown(db, turn, asker, at) if turn else None
    is_turn = on is not None and not on.place.ended
    if not is_turn:
        on = _shown(db, meeting, asker, at) if meeting else None
    return Room(
        group=db.get_one(Group, group).name,
        names={fellow.id: fellow.name for fellow in fellows},
        taking_part=tuple(fellow.id for fellow in fellows if fellow.standing in TAKING_PART),
        here=held.here(db, meeting) if meeting else (),
        on=on,
        is_turn=is_turn,
        meeting=meeting,
        code=codes.code_of(db, meeting=meeting, at=at) if meeting else None,
        waiting=tuple(w for w in held.agenda(db, meeting) if w.session is None) if meeting else (),
    )


class RoomScreen:
    """The parts of the room screen."""

    def __init__(self, desk: Desk, cycle: str) -> None:
        self.desk, self.cycle = desk, cycle
        self.again: Callable[[], None] = lambda: None

    def parts(self) -> list[Part]:
        """Read and return the parts."""
        with self.desk.reading() as db:
            room = read(db, asker=self.desk.me, cycle=self.cycle, desk=self.desk)
        if room.on is None:
            wait = prose.para(_("No meeting is held now. Somebody opens it on the meeting's page."))
            return [words("room", prose.room(room.group, wait))]
        return [
            words("room", prose.room(*self._step(room, room.on))),
            *self._beside(room, room.on),
            words("sent", prose.room(*self._sent(room, room.on))),
            *self._way_in(room),
        ]

    @staticmethod
    def _step(room: Room, on: Shown) -> list[object]:
        kind, name = _(on.protocol.name), room.names.get(on.practitioner, "")
        whose = _("{name}: {kind}").format(name=name, kind=kind) if room.is_turn else room.group
        stage = on.protocol.stage(on.place.stage)
        told: list[object] = [prose.para(whose), prose.heading(_(stage.title)), prose.para(_(stage.prompt))]
        if on.place.paused:
            told.insert(1, prose.notice(_("Paused. Anyone can go on."), "care"))
        if on.host is not None:
            told.append(prose.para(_("{name} hosts.").format(name=room.names.get(on.host, ""))))
        return told

    def _beside(self, room: Room, on: Shown) -> list[Part]:
        """Return the time of the step and whose word it is; what is typed in from paper has neither."""
        if on.place.day is not None:
            return []
        return [timer_part(self.desk, on.id, on.place, on.protocol, large=True), *self._round(room, on)]

    @staticmethod
    def _round(room: Room, on: Shown) -> list[Part]:
        if on.round is None or not on.round.speakers:
            return []
        speakers = [(person, room.names.get(person, ""), mark) for person, mark in on.round.speakers]
        return [round_part((on.id, on.round.stage), speakers, large=True)]

    @staticmethod
    def _sent(room: Room, on: Shown) -> list[object]:
        if {"own-view", "peers-views"} & set(on.protocol.records_at(on.place.stage)):
            return [sent_words(room.names, on.practitioner, room.taking_part, on.sent_in)]
        names = _(", ").join(room.names.get(person, "") for person in room.here)
        return [prose.para(_("Here: {names}").format(names=names))] if names else []

    def _way_in(self, room: Room) -> list[Part]:
        """Return the code and its picture, by which phones find the meeting."""
        if room.meeting is None:
            return []
        if room.code is None:
            return [Part("new-code", room.meeting, lambda: self._code_form(str(room.meeting)))]
        base = room_address()
        way = f"{base}/meet/{room.code}"
        picture = prose.Html(f'<div class="wb-qr">{qr(way, _("QR code of the meeting"))}</div>')
        text = prose.para(_("Join: scan this, or open {place} and type").format(place=f"{base}/meet"))
        code = prose.heading(codes.in_halves(room.code))
        return [words("way-in", prose.room(picture if base else "", text, code))]

    def _code_form(self, meeting: str) -> Form:
        def give(_name: str, _values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                holding.new_code(db, by=self.desk.me, meeting=meeting, at=self.desk.now())

            if attempt(self.desk, form, do):
                self.again()

        form = Form(actions=[Action("new-code", _("Show a new code"), "plain")], on_action=give)
        return form


def timer_part(desk: Desk, session: str, place: Place, protocol: Protocol, *, large: bool = False) -> Part:
    """Return the timer of the step at which a session stands."""
    minutes = next((s.minutes for s in protocol.stages if s.name == place.stage), 0)
    whole = timedelta(minutes=minutes)

    def build() -> Timer:
        return Timer(
            until=place.until, now=desk.now(), whole=whole, left=place.left, large=large, key=session
        )

    return Part("timer", (session, place.until, place.left), build)


def room_screen(desk: Desk, *, cycle: str) -> Follower:
    """Show the room screen of a cycle's meeting."""
    page = RoomScreen(desk, cycle)
    follower = Follower(desk, page.parts, f"room:{cycle}")
    page.again = follower.again
    return follower.start()
