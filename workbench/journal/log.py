"""The two-minute page: write one entry, see the ones of this cycle."""

import ipywidgets as w
from sqlalchemy.orm import Session

from widgets import prose
from widgets.form import Action, Field, Values
from workbench.core.desk import Desk
from workbench.core.halves import may_put_away
from workbench.core.keys import has_passphrase
from workbench.core.words import _
from workbench.journal import choices, queries, rules, sampling, services
from workbench.journal.present import day_in, today, who_reads
from workbench.journal.views import (
    EntryForm,
    as_fields,
    before_the_first,
    entry_card,
    entry_fields,
    first_a_passphrase,
    put,
)
from workbench.journal.visiting_page import Visits
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART
from workbench.screen.forms import Drafted, attempt

SEVERAL = 3  # entries, from which on it is asked how they were chosen


class Log:
    """A member's practice log of one cycle."""

    def __init__(self, desk: Desk, cycle: str) -> None:
        self.desk = desk
        with desk.reading() as db:
            self.cycle = choices.cycle_seen(db, asker=desk.me, cycle=cycle)
            group = people.group(db, asker=desk.me, group=self.cycle.group)
            writes = people.standing(db, person=desk.me, group=group.id) in TAKING_PART
            self.components = choices.components_in_use(db, asker=desk.me, group=group.id)
        self.group, self.zone = group.id, group.zone
        self.list = w.VBox()
        where = _("{group}, cycle {number}").format(group=group.name, number=self.cycle.number)
        self.head = w.VBox()
        above = [prose.para(where)]
        if self.cycle.closed:
            above.append(prose.para(_("This cycle is closed. What you write now is still added to it.")))
        with desk.reading() as db:
            may = may_put_away(db, desk.me)
            sealed = has_passphrase(db, desk.me)
        if writes and may is not True:
            self.root = w.VBox([prose.show(*above, prose.notice(may, "care")), self.list])
        elif writes and not sealed:
            self.root = w.VBox([prose.show(*above, *first_a_passphrase()), self.list])
        elif writes:
            self.drafted = Drafted(desk, place=f"log:{cycle}", zone=self.zone)
            self.form = self._form()
            self.root = w.VBox([prose.show(*above), self.head, self.form.root, self.list])
            visits = Visits(desk, cycle=cycle, group=group.id, zone=group.zone)
            self.root.children = (*self.root.children, visits.root)
        else:
            above.append(prose.notice(_("Members of the group write entries. You can read your own below.")))
            self.root = w.VBox([prose.show(*above), self.list])
        self.show()

    def _fields(self, chosen: str) -> list[Field]:
        with self.desk.reading() as db:
            criteria = choices.criteria_in_use(db, asker=self.desk.me, group=self.group)
        return entry_fields(
            criteria=criteria,
            components=self.components,
            chosen=chosen,
            today=today(self.desk, self.zone),
            seen_by=who_reads(self.desk, self.group, (), self.zone),
        )

    def _form(self) -> EntryForm:
        form = EntryForm(
            heading=_("A new entry"),
            fields=self._fields,
            values={"day": today(self.desk, self.zone).isoformat(), **self.drafted.values},
            actions=[Action("send", _("Keep this entry"), "main")],
            keep=self.drafted.keep,
            act=self._act,
            key=self.drafted.place,
        )
        self.drafted.bind(form.root)
        return form

    def _act(self, _name: str, values: Values) -> None:
        form = self.form.root

        def send(db: Session) -> None:
            services.write_entry(
                db,
                by=self.desk.me,
                group=self.group,
                cycle=self.cycle.id,
                day=day_in(values, today(self.desk, self.zone)),
                at=self.desk.now(),
                **as_fields(values),
            )
            self.drafted.drop(db)

        if not attempt(self.desk, form, send, _("Your entry is kept. Only you can read it.")):
            self.form.describe(str(values.get("criterion", "")))
            return
        self.drafted.begin_anew()
        self.form.fill({**dict.fromkeys(form.values, ""), "day": today(self.desk, self.zone).isoformat()})
        self.show()

    def show(self) -> None:
        """Show the own entries of this cycle, and the warning as long as there is none anywhere."""
        with self.desk.reading() as db:
            entries = queries.my_entries(db, asker=self.desk.me, group=self.group, cycle=self.cycle.id)
            readers = queries.readers(db, group=self.group)
            none_yet = not queries.has_written(db, asker=self.desk.me)
        put(self.head, *([prose.show(before_the_first())] if none_yet else []))
        if not entries:
            put(self.list, prose.show(prose.para(_("No entries in this cycle yet. One line is enough."))))
            return
        now = self.desk.now()
        cards = [
            entry_card(
                entry,
                seen_by=rules.seen_by(
                    owner=self.desk.me, releases=entry.releases, now=now, people=readers, zone=self.zone
                ),
            )
            for entry in reversed(entries)
        ]
        more = prose.link(
            _("Change, release or take back an entry"), f"../../pages/journal.ipynb?group={self.group}"
        )
        good_days = len(entries) >= SEVERAL and sampling.only_good_days([e.chosen for e in entries])
        put(
            self.list,
            prose.show(
                prose.heading(_("Your entries in this cycle")),
                prose.para(sampling.good_days_words()) if good_days else "",
                prose.cards(cards),
                prose.para(more),
            ),
        )
