"""The meeting of a cycle on one person's page: whose turn it is, the step, and the moves."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.clock import shown_time
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.people import queries as people
from workbench.screen.forms import attempt
from workbench.screen.parts import Part, words
from workbench.sessions import moves, queries, services, views, writing
from workbench.sessions.notes import NOTES
from workbench.sessions.protocols import KINDS, protocol
from workbench.sessions.rules import HOST
from workbench.sessions.seen import SessionSeen, Sitting
from workbench.sessions.stages import StagePage


class Meeting:
    """All parts of a meeting for one person."""

    def __init__(self, desk: Desk, cycle: str) -> None:
        self.desk, self.cycle = desk, cycle
        self.again: Callable[[], None] = lambda: None
        self._pages: dict[str, StagePage] = {}

    def _page(self, session: str) -> StagePage:
        if session not in self._pages:
            self._pages[session] = StagePage(self.desk, session)
            self._pages[session].again = lambda: self.again()
        return self._pages[session]

    def parts(self) -> list[Part]:
        """Read the meeting and return its parts."""
        me = self.desk.me
        with self.desk.reading() as db:
            sittings = queries.sittings(db, asker=me, cycle=self.cycle)
            now, revision = queries.turn(db, asker=me, cycle=self.cycle)
        if not sittings:
            return [words("title", prose.para(_("Nobody has a turn yet.")))]
        seen = self._page(now or sittings[0].id).read()
        zone = _("Cycle {n}. Times are in {zone}.").format(n=seen.cycle, zone=seen.zone)
        if now is None:
            text = _("The meeting begins when someone's turn is chosen. All pages follow.")
            return [
                words("wait", prose.para(text)),
                *self._choices(sittings, revision, seen),
                words("zone", prose.para(zone)),
            ]
        name = seen.names[seen.practitioner]
        turn = views.turn_words(seen.kind, name, mine=seen.practitioner == me)
        return [
            words("title", prose.heading(turn), views.stage_path(seen)),
            words("stage", views.stage_words(seen) if not seen.place.ended else views.over(seen, me)),
            *(replace(part, key=(seen.id, part.key)) for part in self._stage(seen)),
            *([] if seen.place.ended else [self._moves(seen)]),
            *(self._choices(sittings, revision, seen) if self._may_turn(seen) else []),
            words("zone", prose.para(zone)),
        ]

    @staticmethod
    def _may_turn(seen: SessionSeen) -> bool:
        """Whose turn it is is asked before a session has got going and after it is over."""
        stages = seen.protocol.stages
        return seen.place.ended or seen.place.stage in {stages[0].name, stages[-1].name}

    def _stage(self, seen: SessionSeen) -> list[Part]:
        page = self._page(seen.id)
        if seen.place.ended:
            return page.ended(seen)
        shown: list[Part] = []
        records = seen.protocol.records_at(seen.place.stage)
        for record in records:
            shown += self._record(page, seen, record)
        return [*shown, *page.keeping(seen, records)]

    def _record(self, page: StagePage, seen: SessionSeen, record: str) -> list[Part]:
        if record in NOTES:
            return page.notes(seen, record)
        sent = words("sent", views.who_sent(seen))
        beside = words("beside", views.views_beside(seen))
        parts: dict[str, Callable[[], Sequence[Part]]] = {
            "contract": lambda: page.contract(seen),
            "roles": lambda: page.roles(seen),
            "own-view": lambda: [sent, *page.own_view(seen)],
            "peers-views": lambda: [sent, *page.peer_view(seen)],
            "account": lambda: [*([beside] if seen.criteria else []), *page.entries(seen)],
            "reveal": lambda: [*page.drawn(seen), beside],
            "beside": lambda: [*page.drawn(seen), beside],
            "last-word": lambda: page.closing(seen),
            "last-word-shown": lambda: page.last_word(seen),
        }
        return list(parts[record]())

    def _moves(self, seen: SessionSeen) -> Part:
        host = seen.roles.get(HOST)
        key = (seen.id, seen.place.revision, host)
        return Part("moves", key, lambda: self._moves_form(seen, host))

    def _moves_form(self, seen: SessionSeen, host: str | None) -> Form:
        stages = seen.protocol.stages
        here = seen.protocol.index(seen.place.stage)

        def go(name: str, _values: dict[str, Any]) -> None:
            me, at, revision = self.desk.me, self.desk.now(), seen.place.revision

            def do(db: Db) -> None:
                if name in {"pause", "resume", "end"}:
                    act = {"pause": moves.pause, "resume": moves.go_on, "end": moves.end}[name]
                    act(db, by=me, session=seen.id, seen=revision, at=at)
                    return
                step = -1 if name == "back" else 1
                to = here + step
                nothing_to_show = "reveal" in stages[to].records and not queries.own_locked(db, seen.id)
                if nothing_to_show and name != "forward":
                    to += step
                moves.move(
                    db,
                    by=me,
                    session=seen.id,
                    to=stages[to].name,
                    seen=revision,
                    at=at,
                    skipping=name == "skip",
                )

            self._act(form, do)

        actions = writing.moves(seen, here, hosting=host in {None, self.desk.me})
        form = Form(
            heading=_("Moving on"),
            intro=self._moved(seen, host),
            actions=actions if seen.i_take_part else [],
            on_action=go,
        )
        return form

    def _moved(self, seen: SessionSeen, host: str | None) -> str:
        who = _("Anyone may step back, pause or skip.")
        if host is not None:
            who = _("{name} hosts and moves the steps.").format(name=seen.names[host]) + " " + who
        if seen.place.moved_by and seen.place.moved_at:
            last = _("Last moved by {name} at {time}.").format(
                name=seen.names[seen.place.moved_by], time=shown_time(seen.place.moved_at, seen.zone)
            )
            return f"{who} {last}"
        return who

    def _act(self, form: Form, do: Callable[[Db], object]) -> None:
        if attempt(self.desk, form, do):
            self.again()

    def _choices(self, sittings: Sequence[Sitting], revision: int, seen: SessionSeen) -> list[Part]:
        mine = {sitting.kind for sitting in sittings if sitting.practitioner == self.desk.me}
        open_ = [kind for kind in KINDS if kind not in mine] if seen.i_take_part else []
        asking = [Part("asking", tuple(open_), lambda: self._asking_form(open_))] if open_ else []
        return [self._turns(sittings, revision, seen), *asking]

    def _asking_form(self, kinds: Sequence[str]) -> Form:
        def ask(_name: str, values: dict[str, Any]) -> None:
            kind = str(values["kind"])
            if not kind:
                form.message = _("Choose a kind first.")
                return
            self._act(
                form,
                lambda db: services.open_session(
                    db, by=self.desk.me, cycle=self.cycle, practitioner=self.desk.me, kind=kind,
                    at=self.desk.now(),
                ),
            )  # fmt: skip

        form = writing.asking_form(kinds, ask)
        return form

    def _turns(self, sittings: Sequence[Sitting], revision: int, seen: SessionSeen) -> Part:
        key = (revision, tuple((s.id, s.place.ended, s.own_locked) for s in sittings))
        return Part("turns", key, lambda: self._turns_form(sittings, revision, seen))

    def _turns_form(self, sittings: Sequence[Sitting], revision: int, seen: SessionSeen) -> Form:
        options = tuple((s.id, _option(s, seen.names[s.practitioner])) for s in sittings)

        def choose(_name: str, values: dict[str, Any]) -> None:
            session = values["session"]
            if not session:
                form.message = _("Choose a name first.")
                return
            self._act(
                form,
                lambda db: moves.attend_to(
                    db, by=self.desk.me, session=session, seen=revision, at=self.desk.now()
                ),
            )

        with self.desk.reading() as db:
            standing = people.standing(db, person=self.desk.me, group=seen.group)
        form = Form(
            heading=_("Whose turn"),
            intro=_("Each who wants a turn has one. Choosing turns everybody's page to it; nothing is lost."),
            fields=[Field("session", _("Name"), "choice", options)],
            actions=[Action("choose", _("Turn to this person"), "plain")] if standing else [],
            on_action=choose,
        )
        return form


def _option(sitting: Sitting, name: str) -> str:
    """Return one sitting as it is offered: whose it is, of which kind, and where it stands."""
    return f"{name}, {_(protocol(sitting.kind).name)}: {_state(sitting)}"


def _state(sitting: Sitting) -> str:
    """Return where one sitting stands, in words."""
    if sitting.place.ended:
        return _("has had a turn")
    if sitting.place.begun:
        return _("begun")
    if "own-view" not in protocol(sitting.kind).records:
        return _("not begun")
    return _("own view sent in") if sitting.own_locked else _("own view not yet sent in")
