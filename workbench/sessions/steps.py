"""What every step of a session needs on one person's page: reading, acting, notes and pictures."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets.form import Form
from workbench.core.desk import Desk
from workbench.core.drafts import contested, draft, typed
from workbench.core.finishing import finish
from workbench.core.words import _
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part, words
from workbench.sessions import (
    disclosure,
    erasing,
    noting,
    pictures,
    queries,
    services,
    statements,
    views,
    writing,
)
from workbench.sessions.notes import EVERYONE, KEPT_BY_CHOICE, NOTES, PEERS, PRACTITIONER
from workbench.sessions.seen import NoteSeen, SessionSeen


class Steps:
    """One session for one person. Each callback asks the rules again, in the services."""

    def __init__(self, desk: Desk, session: str) -> None:
        self.desk, self.session = desk, session
        self.again: Callable[[], None] = lambda: None
        self._cards: dict[str, tuple[Form, Drafted]] = {}
        self._drafts: dict[str, Drafted] = {}

    def read(self) -> SessionSeen:
        """Read the session as this person may see it now."""
        with self.desk.reading() as db:
            seen = queries.session(db, asker=self.desk.me, session=self.session, at=self.desk.now())
            crossed = contested(db, author=self.desk.me)
        for place, drafted in self._drafts.items():
            drafted.tell(crossed.get(place))
        return seen

    def at_a_new_step(self) -> None:
        """Forget what was typed where: only what stands on the page from now on counts."""
        self._drafts.clear()

    def typed_since(self, moment: datetime) -> bool:
        """Whether this person has typed something here after a moment that is not sent in yet."""
        with self.desk.reading() as db:
            kept = typed(db, author=self.desk.me, since=moment)
        return not kept.isdisjoint(self._drafts)

    def act(self, form: Form, do: Callable[[Db], object], done: str = "") -> bool:
        """Do something in one transaction, then read again."""
        if attempt(self.desk, form, do, done):
            self.again()
            return True
        return False

    def _drafted(self, what: str, seen: SessionSeen) -> Drafted:
        drafted = Drafted(self.desk, place=f"{what}:{self.session}", zone=seen.zone)
        self._drafts[drafted.place] = drafted
        return drafted

    def notes(self, seen: SessionSeen, kind: str) -> list[Part]:
        """Return the notes of a kind as a step shows them, with a form for those who may write some."""
        note, own = NOTES[kind], seen.practitioner == self.desk.me
        writes = {PRACTITIONER: own, PEERS: not own, EVERYONE: True}[note.by] and seen.i_take_part
        if note.private and not writes:
            return []
        if kind == "differing":
            writes = writes and seen.closing is not None
        parts = self.note(seen, kind, may_write=writes)
        if kind == "rattle":
            parts.append(words("roles", views.roles_words(seen)))
        return parts

    def keeping(self, seen: SessionSeen, kinds: Collection[str]) -> list[Part]:
        """Return the form in which the practitioner chooses what to keep of these kinds of note."""
        kept = KEPT_BY_CHOICE.intersection(kinds)
        fresh = [note for note in seen.notes if note.kind in kept and not note.kept]
        if not fresh or seen.practitioner != self.desk.me:
            return []
        return [Part("keep", tuple(note.id for note in fresh), lambda: self._keep_form(fresh))]

    def _keep_form(self, fresh: list[NoteSeen]) -> Form:
        def keep(_name: str, values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                for note in values["keep"]:
                    services.keep_note(db, by=self.desk.me, note=note, at=self.desk.now())

            self.act(form, do, _("Kept."))

        form = writing.keep_form(fresh, keep)
        return form

    def note(self, seen: SessionSeen, kind: str, *, may_write: bool) -> list[Part]:
        """Return the notes of one kind, below the form to add one where this person may."""
        written = any(note.kind == kind for note in seen.notes)
        done = NOTES[kind].once and any(n.kind == kind and n.author == self.desk.me for n in seen.notes)
        parts = []
        if may_write and not done:
            parts.append(Part(f"note-form:{kind}", kind, lambda: self._note_form(seen, kind)))
        if written or not parts:
            parts.append(words(f"notes:{kind}", views.notes_words(seen, kind, headed=not parts)))
        return [*parts, *self.own_notes(seen, kind)]

    def own_notes(self, seen: SessionSeen, *kinds: str) -> list[Part]:
        """Return the form in which one deletes notes of one's own, where one has written some."""
        mine = [n for n in seen.notes if n.author == self.desk.me and n.kind in kinds]
        if not mine:
            return []
        key = tuple(n.id for n in mine)
        return [Part(f"own-notes:{' '.join(kinds)}", key, lambda: self._own_notes_form(mine))]

    def _own_notes_form(self, mine: list[NoteSeen]) -> Form:
        def drop(_name: str, values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                erasing.delete_note(db, by=self.desk.me, note=str(values["note"]), at=self.desk.now())

            if self.act(form, do):
                finish(self.desk.store)

        form = writing.own_notes_form(mine, drop)
        return form

    def _note_form(self, seen: SessionSeen, kind: str) -> Form:
        drafted = self._drafted(f"note:{kind}", seen)

        def send(_name: str, values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                services.write_note(
                    db,
                    by=self.desk.me,
                    session=self.session,
                    kind=kind,
                    words=values.get("words", ""),
                    tag=noting.tag_from(kind, values),
                    at=self.desk.now(),
                )
                drafted.drop(db)

            if self.act(form, do, _("Sent in.")):
                drafted.begin_anew()
                form.fill(**noting.nothing_noted(kind))

        form = noting.note_form(
            kind, send, disclosure.readers_of_note(kind), values=drafted.values, on_change=drafted.keep
        )
        return drafted.bind(form)

    def unsent(self, seen: SessionSeen) -> list[Part]:
        """Return what this person wrote here and did not send in, where no form shows it any more."""
        with self.desk.reading() as db:
            places = {f"view:{w.entity}:{seen.id}": w for w in seen.criteria}
            kept = {place: draft(db, author=self.desk.me, place=place).values for place in places}
        found = [(places[place], writing.view_from("", values)) for place, values in kept.items()]
        told = views.unsent_words([(wording, view) for wording, view in found if not view.empty])
        return [words("unsent", told)] if told else []

    def picture(self, seen: SessionSeen, name: str) -> Part:
        """Return a picture of what may be read of this session."""
        with self.desk.reading() as db:
            rows = statements.session_statements(seen, db=db)
        key = tuple((r["source"], r["assessor"], r["criterion"], r["mark"], r["words"]) for r in rows)
        order = [wording.entity for wording in seen.criteria]
        return Part(f"picture:{name}", key, lambda: pictures.picture(name, rows, order))

    def drawn(self, seen: SessionSeen) -> list[Part]:
        """Return the views as a picture, where there are marks; words alone stand in full on their cards."""
        marked = any(wording.labels for wording in seen.criteria)
        return [self.picture(seen, "range-of-views")] if marked else []
