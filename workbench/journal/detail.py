"""What can be done with one's own entry: change it, release it to a meeting, take a release back."""

from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from widgets import prose
from widgets.form import Action, Field, Form, Values
from workbench.core.clock import shown, zone
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.journal import choices, queries, rules, services
from workbench.journal.present import day_in, today, who_reads
from workbench.journal.queries import EntrySeen
from workbench.journal.views import EntryForm, as_fields, entry_fields, session_name, short, values_of
from workbench.screen.forms import Drafted, attempt

USUAL_RELEASE = timedelta(days=30)
Done = Callable[[str], object]


class Change:
    """Write the next revision of an entry; the earlier ones are kept."""

    def __init__(self, desk: Desk, entry: EntrySeen, zone_name: str, done: Done) -> None:
        self.desk, self.entry, self.zone, self.done = desk, entry, zone_name, done
        self.drafted = Drafted(desk, place=f"entry:{entry.entity}:{entry.revision}", zone=zone_name)
        self.form = EntryForm(
            heading=_("Change an entry"),
            fields=self._fields,
            values={**values_of(entry), **self.drafted.values},
            actions=[Action("send", _("Keep the change"), "main")],
            keep=self.drafted.keep,
            act=self._act,
            key=self.drafted.place,
        )
        self.root = self.drafted.bind(self.form.root)

    def _fields(self, chosen: str) -> list[Field]:
        with self.desk.reading() as db:
            criteria = choices.criteria_in_use(db, asker=self.desk.me, group=self.entry.group)
            components = choices.components_in_use(db, asker=self.desk.me, group=self.entry.group)
        entry = self.entry
        if entry.criterion and entry.criterion not in {criterion.id for criterion in criteria}:
            then = choices.CriterionChoice(
                entry.criterion, entry.component, entry.wording, "", entry.labels, mine=False
            )
            criteria = [then, *criteria]
        if entry.component:
            components.setdefault(entry.component, entry.component_name)
        return entry_fields(
            criteria=criteria,
            components=components,
            chosen=chosen,
            today=today(self.desk, self.zone),
            seen_by=who_reads(self.desk, entry.group, entry.releases, self.zone),
        )

    def _act(self, _name: str, values: Values) -> None:
        def send(db: Session) -> None:
            services.revise_entry(
                db,
                by=self.desk.me,
                entity=self.entry.entity,
                seen=self.entry.revision,
                day=day_in(values, self.entry.day),
                at=self.desk.now(),
                **as_fields(values),
            )
            self.drafted.drop(db)

        if attempt(self.desk, self.root, send):
            self.done(_("The change is kept. The earlier wording stays in the store."))


class Releasing:
    """Release an entry to one session, for a purpose, until the end of a day."""

    def __init__(self, desk: Desk, entry: EntrySeen, zone_name: str, done: Done) -> None:
        self.root: Any
        self.desk, self.entry, self.zone, self.done = desk, entry, zone_name, done
        with desk.reading() as db:
            found = choices.sessions_to_release_to(db, group=entry.group)
            self.others = queries.taking_part(db, group=entry.group, besides=desk.me)
            self.bare = queries.without_key(db, self.others)
        self.sessions = tuple((session.id, session_name(session)) for session in found)
        own = [session.id for session in found if session.practitioner == desk.me]
        end = today(desk, zone_name) + USUAL_RELEASE
        if not found:
            self.root = prose.show(
                prose.notice(_("There is no meeting in this group yet. It is made when a cycle opens."))
            )
            return
        values: Values = {
            "session": own[0] if own else found[0].id, "end": end.isoformat(), "readers": list(self._named()),
        }  # fmt: skip
        self.form = Form(
            heading=_("Release an entry to a meeting"),
            fields=self._fields(values),
            values=values,
            actions=[Action("send", _("Release it"), "main")],
            on_action=self._act,
            on_change=lambda typed: self.form.describe(fields=self._fields(typed)),
        )
        self.root = self.form

    def _end(self, values: Values) -> datetime:
        day = date.fromisoformat(str(values.get("end") or today(self.desk, self.zone).isoformat()))
        return datetime.combine(day, time(23, 59), zone(self.zone))

    def _fields(self, values: Values) -> list[Field]:
        now = self.desk.now()
        named = frozenset(self._readers(values)) - self.bare
        meant = rules.Shown("", str(values.get("session", "")), "", now, self._end(values), readers=named)
        first = today(self.desk, self.zone)
        last = first + rules.LONGEST_RELEASE - timedelta(days=1)
        then = _("If you release it: {sentence}").format(
            sentence=who_reads(self.desk, self.entry.group, (*self.entry.releases, meant), self.zone)
        )
        cannot, others = self._cannot(self.bare), tuple(self._named().items())
        return [
            Field("session", _("To which meeting"), "select", self.sessions),
            Field("readers", _("To whom"), "choices", others, hint=cannot, seen_by=then),
            Field("purpose", _("What for"), "line", seen_by=then),
            Field("end", _("Until the end of"), "date", lo=first.isoformat(), hi=last.isoformat()),
        ]

    def _named(self) -> dict[str, str]:
        """Return the names of those to whom an entry can be given, by id."""
        return {each: name for each, name in self.others.items() if each not in self.bare}

    def _cannot(self, people: Collection[str]) -> str:
        """Return the sentence about those to whom an entry cannot be given yet; nothing without any."""
        if not people:
            return ""
        told = _("It cannot be given to {names}: they have no key here until they first come in by their "
                 "link.")  # fmt: skip
        return told.format(names=", ".join(sorted(self.others[each] for each in people)))

    def _readers(self, values: Values) -> list[str]:
        chosen = values.get("readers", [])
        return [str(each) for each in chosen] if isinstance(chosen, list) else []

    def _act(self, _name: str, values: Values) -> None:
        left_out: set[str] = set()

        def send(db: Session) -> None:
            left_out.update(queries.without_key(db, self._readers(values)) & self.others.keys())
            services.release(
                db,
                by=self.desk.me,
                entry=self.entry.entity,
                session=str(values.get("session", "")),
                purpose=str(values.get("purpose", "")),
                ends_at=self._end(values),
                at=self.desk.now(),
                readers=self._readers(values),
            )

        if attempt(self.desk, self.form, send):
            self.done(" ".join(filter(None, [_("The entry is released."), self._cannot(left_out)])))


class TakingBack:
    """Take one open release back."""

    def __init__(self, desk: Desk, entry: EntrySeen, zone_name: str, done: Done) -> None:
        self.root: Any
        self.desk, self.done = desk, done
        open_now = [release for release in entry.releases if rules.is_open(release, desk.now())]
        if not open_now:
            self.root = prose.show(prose.notice(_("This entry is not released to anybody now.")))
            return
        named = tuple(
            (
                r.id,
                _("{purpose}, until {end}").format(purpose=short(r.purpose), end=shown(r.ends_at, zone_name)),
            )
            for r in open_now
        )
        self.form = Form(
            heading=_("Take a release back"),
            intro=_("From then on nobody else is shown the entry by it. What was read cannot be unread."),
            fields=[Field("release", _("Which one"), "choice", named)],
            values={"release": open_now[0].id},
            actions=[Action("send", _("Take it back"), "main")],
            on_action=self._act,
        )
        self.root = self.form

    def _act(self, _name: str, values: Values) -> None:
        def send(db: Session) -> None:
            services.withdraw(db, by=self.desk.me, release=str(values.get("release", "")), at=self.desk.now())

        if attempt(self.desk, self.form, send):
            self.done(_("The release is taken back. Only those who were shown it before have read it."))
