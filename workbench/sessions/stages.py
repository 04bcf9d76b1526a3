"""One session on one person's page: what each step shows them, and where they write."""

from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Form
from workbench.core.words import _
from workbench.journal import queries as journal
from workbench.practice import queries as practice
from workbench.practice.queries import Wording
from workbench.screen.parts import Part, words
from workbench.sessions import held, services, views, writing
from workbench.sessions.laststeps import LastSteps
from workbench.sessions.rules import View
from workbench.sessions.seen import SessionSeen


class StagePage(LastSteps):
    """All steps of one session for one person: contract, roles, own view, peers' views, and the last."""

    def contract(self, seen: SessionSeen) -> list[Part]:
        """Return the contract: the practitioner writes it, the others read it."""
        revision = seen.contract.revision if seen.contract else 0
        if seen.practitioner == self.desk.me and not seen.place.ended:
            with self.desk.reading() as db:
                held = practice.criteria(db, asker=self.desk.me, group=seen.group)
            key = (revision, seen.own_locked, tuple(w.id for w in held))
            return [Part("contract-form", key, lambda: self._contract_form(seen, held))]
        if seen.contract is None:
            return [words("contract", prose.para(_("The contract has not been put before the group yet.")))]
        return [words("contract", views.contract_words(seen, seen.contract))]

    def _contract_form(self, seen: SessionSeen, held: list[Wording]) -> Form:
        earlier = [w for w in seen.criteria if w.id not in {wording.id for wording in held}]
        named = seen.criteria if seen.own_locked else (*held, *earlier)
        drafted = self._drafted("contract", seen)
        contract = seen.contract
        before: dict[str, Any] = {
            "purpose": contract.purpose if contract else "",
            "seen_by": contract.seen_by if contract else "",
            "outside_use": contract.outside_use if contract else "",
            "criteria": list(contract.criteria) if contract else [w.id for w in held if w.owner is None],
        }

        def agree(_name: str, values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                services.agree_contract(
                    db,
                    by=self.desk.me,
                    session=self.session,
                    purpose=values["purpose"],
                    seen_by=values["seen_by"],
                    outside_use=values["outside_use"],
                    criteria=values["criteria"],
                    seen=contract.revision if contract else 0,
                    at=self.desk.now(),
                )
                drafted.drop(db)

            self.act(form, do, _("This stands before the group now."))

        form = writing.contract_form(
            named, earlier, agree, values={**before, **drafted.values}, on_change=drafted.keep
        )
        return drafted.bind(form)

    def entries(self, seen: SessionSeen) -> list[Part]:
        """Return the on-the-job entries that the practitioner has released to this session."""
        with self.desk.reading() as db:
            found = journal.released_entries(db, asker=self.desk.me, session=self.session, at=self.desk.now())
        mine = [entry for entry in found if entry.owner == seen.practitioner]
        until = journal.first_end(mine)
        return [words("entries", views.entries_words(mine), until=until)] if mine else []

    def roles(self, seen: SessionSeen) -> list[Part]:
        """Return who does what, and the form to take a role."""
        parts = [words("roles", views.roles_words(seen))]
        if seen.i_take_part:
            parts.append(Part("role-form", tuple(sorted(seen.roles.items())), lambda: self._role_form(seen)))
        return parts

    def _role_form(self, seen: SessionSeen) -> Form:
        def take(_name: str, values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                now = self.desk.now()
                for role, holder in values.items():
                    if (holder or None) != seen.roles.get(role):
                        services.take_role(
                            db,
                            by=self.desk.me,
                            session=self.session,
                            role=role,
                            holder=holder or None,
                            at=now,
                        )

            self.act(form, do, _("Noted."))

        with self.desk.reading() as db:
            never = held.never_held(db, group=seen.group, among=seen.taking_part)
        form = writing.role_form(seen, self.desk.me, take, never)
        return form

    def own_view(self, seen: SessionSeen) -> list[Part]:
        """Return the practitioner's own view: cards to write on, or what was sent in."""
        if seen.practitioner != self.desk.me:
            if seen.own_locked:
                return []
            return [
                words(
                    "own",
                    prose.para(_("{name} is writing alone.").format(name=seen.names[seen.practitioner])),
                )
            ]
        return self._view(seen, own=True)

    def peer_view(self, seen: SessionSeen) -> list[Part]:
        """Return a peer's view, to be written alone once the practitioner's own has been sent in."""
        if self.desk.me == seen.practitioner:
            return [
                words(
                    "mine",
                    prose.para(_("The peers are writing alone. You will see all of it at once, later.")),
                )
            ]
        if not seen.i_take_part:
            return [words("mine", prose.para(_("You are here as a guest; the peers are writing.")))]
        if not seen.own_locked:
            return [
                words("mine", prose.notice(_("The own view has not been sent in yet. Yours comes after it.")))
            ]
        return self._view(seen, own=False)

    def _view(self, seen: SessionSeen, *, own: bool) -> list[Part]:
        if self.desk.me in seen.sent_in:
            mine = {v.view.criterion: v.view for v in seen.views if v.author == self.desk.me}
            told = [
                prose.together(prose.heading(wording.wording, 3), views.view_words(mine[wording.id]))
                for wording in seen.criteria
                if wording.id in mine
            ]
            text = _("You sent this in; it stays as it is.")
            return [words("mine", prose.notice(text), *(told or [prose.para(_("You sent in no words."))]))]
        if not own and seen.place.revealed:
            return [
                words(
                    "mine",
                    prose.notice(_("All views have been shown. You can leave a differing view later.")),
                ),
                *self.unsent(seen),
            ]
        parts = [
            Part(f"card:{w.id}", (w.id, own), lambda w=w: self._card(w, seen, own=own))  # type: ignore[misc]
            for w in seen.criteria
        ]
        return [
            *parts,
            Part("send", (own, tuple(w.id for w in seen.criteria)), lambda: self._send(seen, own=own)),
        ]

    def _card(self, wording: Wording, seen: SessionSeen, *, own: bool) -> Form:
        drafted = self._drafted(f"view:{wording.entity}", seen)
        form = writing.view_form(wording, own=own, on_change=drafted.keep, values=drafted.values)
        if drafted.at is not None and drafted.at < wording.at:
            form.message = _(
                "The wording has changed since you wrote this. Your words are kept; see if they fit."
            )
        self._cards[wording.id] = (form, drafted)
        return drafted.bind(form)

    def _send(self, seen: SessionSeen, *, own: bool) -> Form:
        def send(_name: str, _values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                told: list[View] = [writing.view_from(c, form.values) for c, (form, _d) in cards.items()]
                services.send_view(db, by=self.desk.me, session=self.session, views=told, at=self.desk.now())
                for _form, drafted in cards.values():
                    drafted.drop(db)

            self.act(form, do)

        cards = {w.id: self._cards[w.id] for w in seen.criteria}
        sentence = (
            _(
                "Once sent in it stays as it is, and the others are told which criteria you wrote to. "
                "Send it in now?"
            )
            if own
            else _("Once sent in it stays as it is. Send it in now?")
        )
        form = Form(actions=[Action("send", _("Send in my view"), "main", sentence)], on_action=send)
        return form
