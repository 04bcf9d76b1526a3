"""The meeting of a cycle on one person's page: whose turn it is, the step, and the moves."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from widgets import prose
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.screen.parts import Part, words
from workbench.sessions import queries, so_far, views
from workbench.sessions.checking import GATHERING, REVISING
from workbench.sessions.container import Container
from workbench.sessions.further import DECIDING, Further, made_before
from workbench.sessions.held import meeting_now
from workbench.sessions.listing import SORTED, Listing
from workbench.sessions.moving import Moving
from workbench.sessions.notes import NOTES
from workbench.sessions.place import GRACE
from workbench.sessions.reviewing import Reviewing
from workbench.sessions.room_screen import timer_part
from workbench.sessions.seen import SessionSeen
from workbench.sessions.speaking import Speaking
from workbench.sessions.stages import StagePage
from workbench.sessions.turning import Turning


class Meeting:
    """All parts of a meeting for one person; ``further`` makes what shows the records of forms above."""

    def __init__(
        self, desk: Desk, cycle: str, further: Callable[[Desk, Callable[[], None]], Further] | None = None
    ) -> None:
        self.desk, self.cycle = desk, cycle
        self.again: Callable[[], None] = lambda: None
        self._pages: dict[str, StagePage] = {}
        self._left: SessionSeen | None = None  # where it stood when this page last showed it
        self._moving = Moving(desk, lambda: self.again())
        self._turning = Turning(desk, cycle, lambda: self.again())
        self._listing = Listing(desk, lambda: self.again())
        self._speaking = Speaking(desk, lambda: self.again())
        self._reviewing = Reviewing(desk, lambda: self.again())
        self._container = Container(desk, cycle, lambda: self.again())
        self._further = further(desk, lambda: self.again()) if further else None

    def _page(self, session: str) -> StagePage:
        if session not in self._pages:
            self._pages[session] = StagePage(self.desk, session)
            self._pages[session].again = lambda: self.again()
        return self._pages[session]

    def parts(self) -> list[Part]:
        """Read the meeting and return its parts: the turn that is on, else what stands around the turns."""
        me = self.desk.me
        with self.desk.reading() as db:
            sittings = queries.sittings(db, asker=me, cycle=self.cycle)
            now, revision = queries.turn(db, asker=me, cycle=self.cycle)
            held = meeting_now(db, asker=me, cycle=self.cycle, at=self.desk.now())
        turn = self._page(now).read() if now else None
        shown = (self._still_writing(turn) or turn) if turn else None
        around = self._page(held).read() if held else None
        if turn and shown and not (around and shown.place.ended):
            told = self._turn(turn, shown)
            if around is None and self._may_turn(turn):
                told += [
                    *self._turning.parts(sittings, revision, turn),
                    *self._container.opening(may=turn.i_take_part and turn.place.ended),
                ]
            return [*self._late(around, shown), *told, self._zone(turn)]
        if around is not None:
            return [*self._around(around, revision), *self._just_over(turn, around), self._zone(around)]
        if not sittings:
            nobody = words("title", prose.para(_("Nobody has a turn yet.")))
            return [nobody, *self._container.opening(may=True)]
        seen = self._page(sittings[0].id).read()
        text = _("The meeting begins when someone's turn is chosen. All pages follow.")
        return [
            *self._container.opening(may=seen.i_take_part),
            words("wait", prose.para(text)),
            *self._turning.parts(sittings, revision, seen),
            self._zone(seen),
        ]

    @staticmethod
    def _zone(seen: SessionSeen) -> Part:
        zone = _("Cycle {n}. Times are in {zone}.").format(n=seen.cycle, zone=seen.zone)
        return words("zone", prose.para(zone))

    def _turn(self, seen: SessionSeen, shown: SessionSeen) -> list[Part]:
        """Return a turn where it stands, ``shown`` as at the step that this person may still write in."""
        me = self.desk.me
        turn = views.turn_words(seen, me)
        return [
            words("title", prose.heading(turn), views.from_paper(seen), views.stage_path(seen)),
            *self._grace(seen, shown),
            words("stage", views.over(shown, me) if shown.place.ended else views.stage_words(shown)),
            *([] if seen.place.ended else self._beside(seen)),
            *(replace(part, key=(seen.id, part.key)) for part in self._stage(shown)),
            *([] if seen.place.ended else [self._moving.part(seen)]),
        ]

    def _beside(self, seen: SessionSeen) -> list[Part]:
        """Return what stands beside each step: its time, and whose word it is."""
        if seen.place.day is not None:
            return []  # it was said already
        return [timer_part(self.desk, seen.id, seen.place, seen.protocol), *self._speaking.parts(seen)]

    def _around(self, seen: SessionSeen, revision: int) -> list[Part]:
        """Return where a meeting stands outside of its turns."""
        with self.desk.reading() as db:
            here = self._container.read(db, seen.id, group=seen.group, turn=revision)
            missed = so_far.parts(db, seen, me=self.desk.me, meeting=seen.id, agenda=here.agenda)
        page = self._page(seen.id)
        shown: list[Part] = []
        for record in seen.protocol.records_at(seen.place.stage):
            shown += (
                self._container.record(seen, here, record)
                if record in GATHERING
                else self._record(page, seen, record)
            )
        return [
            words("title", prose.heading(_("The meeting")), views.stage_path(seen)),
            *self._container.lost(seen, here),
            *missed,
            words("stage", views.stage_words(seen)),
            *self._beside(seen),
            *(replace(part, key=(seen.id, part.key)) for part in shown),
            self._moving.part(seen),
            words(
                "room-screen",
                prose.para(prose.link(_("Room screen, with the code"), "room-screen.ipynb")),
            ),
        ]

    def _late(self, around: SessionSeen | None, turn: SessionSeen) -> list[Part]:
        """Return the way into a meeting for somebody who comes while a turn is on, and what was so far."""
        if around is None:
            return []
        with self.desk.reading() as db:
            here = self._container.read(db, around.id, group=around.group, turn=0)
            missed = so_far.parts(db, turn, me=self.desk.me, meeting=around.id)
        return [*self._container.lost(around, here), *missed]

    def _just_over(self, turn: SessionSeen | None, around: SessionSeen) -> list[Part]:
        """Return what stays with this person of a turn that has ended since the meeting last moved on."""
        if turn is None or turn.place.moved_at is None or around.place.moved_at is None:
            return []
        if not turn.place.ended or turn.place.moved_at < around.place.moved_at:
            return []
        me = self.desk.me
        title = prose.heading(views.turn_words(turn, me))
        told = self._stage(turn)
        return [
            words("over", title, views.over(turn, me)),
            *(replace(part, key=(turn.id, part.key)) for part in told),
        ]

    def _still_writing(self, seen: SessionSeen) -> SessionSeen | None:
        """Return the session as at the step that has just been left, while this person still writes in it."""
        left, moved = self._left, seen.place.moved_at
        if left is not None and moved is not None and left.id == seen.id and _where(left) != _where(seen):
            just_now = seen.place.moved_by != self.desk.me and self.desk.now() < moved + GRACE
            if just_now and self._page(seen.id).typed_since(moved - GRACE):
                return replace(
                    seen, place=replace(seen.place, stage=left.place.stage, ended=left.place.ended)
                )
        if left is None or left.id != seen.id or _where(left) != _where(seen):
            self._page(seen.id).at_a_new_step()
        self._left = seen
        return None

    @staticmethod
    def _grace(seen: SessionSeen, shown: SessionSeen) -> list[Part]:
        """Return what is said to somebody who is still writing in a step that has been left."""
        if shown is seen or seen.place.moved_at is None:
            return []
        step = _(seen.protocol.stage(seen.place.stage).title)
        text = _("This session has ended.") if seen.place.ended else _("The session is at “{step}” now.")
        stays = _("You are still writing, so this step stays here for 20 seconds. Send it in, or leave it: "
                  "what you typed is kept.")  # fmt: skip
        told = prose.notice(f"{text.format(step=step)} {stays}", "care")
        return [words("grace", told, until=seen.place.moved_at + GRACE)]

    @staticmethod
    def _may_turn(seen: SessionSeen) -> bool:
        """Whose turn it is is asked before a session has got going and after it is over."""
        stages = seen.protocol.stages
        return seen.place.ended or seen.place.stage in {stages[0].name, stages[-1].name}

    def _stage(self, seen: SessionSeen) -> list[Part]:
        page = self._page(seen.id)
        if seen.place.ended:
            own = self._reviewing.kept(seen) if "experiment" in seen.protocol.records else []
            more = self._further.ended(seen) if self._further and DECIDING & seen.protocol.records else []
            return [*page.ended(seen), *own, *more]
        shown: list[Part] = []
        records = seen.protocol.records_at(seen.place.stage)
        listed = [record for record in records if record in SORTED]
        for record in records:
            if len(listed) < 2 or record not in listed:
                shown += self._record(page, seen, record)
            elif record == listed[0]:
                shown += self._listing.parts(seen, listed)
        return [*shown, *page.keeping(seen, records)]

    def _record(self, page: StagePage, seen: SessionSeen, record: str) -> list[Part]:
        if record in NOTES:
            return page.notes(seen, record)
        if record in REVISING:
            return self._reviewing.record(seen, record)
        if record in DECIDING:
            return self._further.parts(seen, record) if self._further else [made_before()]
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
            "findings": lambda: [_apart(seen, record), *page.entries(seen)],
            "shown-together": lambda: [_apart(seen, record)],
            "last-word": lambda: page.closing(seen),
            "last-word-shown": lambda: page.last_word(seen),
        }
        return list(parts[record]())


def _apart(seen: SessionSeen, record: str) -> Part:
    """Return the notes that were written apart until this is reached."""
    told = [
        views.notes_words(seen, kind) for kind, note in seen.protocol.notes.items() if note.apart == record
    ]
    return words(record, *told)


def _where(seen: SessionSeen) -> tuple[str, bool]:
    return seen.place.stage, seen.place.ended
