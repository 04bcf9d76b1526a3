"""cycle and me: what a group's members do in the room, done on the machine that keeps the store."""

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.place import GroupOption, JsonOption, WorkspaceOption, opened, say, say_json
from workbench.core.rights import Refused
from workbench.core.words import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from workbench.core.store import Store

AsOption = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help=_("Who does it; else the group's first member."))
]
LinkOption = Annotated[
    str, typer.Option("--link", metavar="LINK", help=_("Your personal link, or its token."))
]

cycle = typer.Typer(
    help=_("Open, close and list the cycles of a group."), no_args_is_help=True, rich_markup_mode=None
)
me = typer.Typer(help=_("A person's own link, and leaving."), no_args_is_help=True, rich_markup_mode=None)


@cycle.command(
    "open",
    help=_("""Open a group's next cycle, and make its notebooks from the templates.

    \b
    Example: workbench cycle open --group "Tuesday group\""""),
)
def open_(
    group: GroupOption, as_: AsOption = None, workspace: WorkspaceOption = None, as_json: JsonOption = False
) -> None:
    """Open a cycle."""
    with opened(workspace) as (place, store):
        from workbench.core.desk import Desk
        from workbench.cycles.services import FAILED, open_cycle

        circle, who = _acting(store, group, as_)
        found = open_cycle(Desk(store, who), circle, workspace=place)
    if as_json:
        made = [
            {"template": m.template, "owner": m.owner, "path": m.path, "fate": m.fate, "sentence": m.sentence}
            for m in found.notebooks
        ]
        say_json({"cycle": found.cycle, "notebooks": made})
    else:
        say(_("The cycle is open."))
        for m in found.notebooks:
            say(f"  {m.path or m.template}: {m.sentence}")
    if any(m.fate == FAILED for m in found.notebooks):
        sentence = _(
            "The cycle is open, and some of its pages could not be made; they are named above. "
            "The others are ready."
        )
        raise Refused(sentence)


@cycle.command(
    "close",
    help=_("""Close a group's open cycle. What was written in it stays.

    \b
    Example: workbench cycle close --group "Tuesday group\""""),
)
def close(group: GroupOption, as_: AsOption = None, workspace: WorkspaceOption = None) -> None:
    """Close a cycle."""
    with opened(workspace) as (_place, store):
        from workbench.core.desk import Desk
        from workbench.practice import queries, services

        circle, who = _acting(store, group, as_)
        with Desk(store, who).transaction() as db:
            now = queries.current_cycle(db, asker=who, group=circle)
            if now is None:
                raise Refused(_("“{group}” has no open cycle. Nothing was changed.").format(group=group))
            services.close_cycle(db, by=who, cycle=now.id, at=store.clock())
    say(_("Cycle {number} of “{group}” is closed.").format(number=now.number, group=group))


@cycle.command(
    "list",
    help=_("""List a group's cycles.

    \b
    Example: workbench cycle list --group "Tuesday group" --json"""),
)
def list_(group: GroupOption, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List cycles."""
    with opened(workspace) as (_place, store):
        from workbench.core.clock import shown
        from workbench.practice import queries

        circle, who = _acting(store, group, None)
        with store.reading() as db:
            cycles = queries.cycles(db, asker=who, group=circle)
            zone = _zone(db, circle)
    if as_json:
        say_json(
            [
                {"id": c.id, "number": c.number, "opened": c.opened_at.isoformat(),
                 "closed": c.closed_at.isoformat() if c.closed_at else None}
                for c in cycles
            ]
        )  # fmt: skip
        return
    for c in cycles:
        end = shown(c.closed_at, zone) if c.closed_at else _("open")
        say(f"{c.number}: {shown(c.opened_at, zone)} - {end}")
    if not cycles:
        say(_("“{group}” has no cycles yet.").format(group=group))


@me.command(
    help=_("""Make a new personal link for someone, to be handed over in person. Their old ones stop working.

    \b
    Example: workbench me link --person "Ben" --group "Tuesday group\""""),
)
def link(
    person: Annotated[str, typer.Option(metavar="NAME", help=_("Whose link."))],
    group: GroupOption,
    room: Annotated[
        str | None,
        typer.Option(metavar="URL", help=_("The room's address; else where it is open now, else the usual.")),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a personal link."""
    with opened(workspace) as (place, store):
        from workbench.core.desk import Desk
        from workbench.exchange.names import group_called, person_called
        from workbench.people import held, services
        from workbench.server.whereabouts import USUAL, open_at

        with Desk(store, "").transaction() as db:
            who = person_called(db, group_called(db, group), person).id
            at = store.clock()
            token = services.renew_link(db, by=who, person=who, at=at)
            shut = any(key.ended_at == at and not key.kinds for key in held.earlier(db, asker=who))
        room = room or open_at(place) or USUAL
    url = f"{room.rstrip('/')}/join/{token}"
    if as_json:
        say_json({"person": person, "path": f"/join/{token}", "link": url})
        return
    say(url)
    say(_("Hand it over in person: whoever has it comes in as {name}. The old link stopped working.").format(
        name=person))  # fmt: skip
    if shut:
        say(_("{name} has no passphrase. What only the old link opened, drafts and their own notes on "
              "differences, is sealed for good: nothing opens it now.").format(name=person))  # fmt: skip


@me.command(
    help=_("""Leave a group. What you gave the group stays with it; take your own with you first:

    \b
    workbench export all --group NAME --link LINK --out FOLDER
    Example: workbench me leave --group "Tuesday group" --link LINK"""),
)
def leave(link: LinkOption, group: GroupOption, workspace: WorkspaceOption = None) -> None:
    """Leave a group."""
    with opened(workspace) as (_place, store):
        from workbench.audit.going import leave_group
        from workbench.core.desk import Desk
        from workbench.exchange.names import group_called
        from workbench.exchange.queries import asker_by_link

        with Desk(store, "").transaction() as db:
            at = store.clock()
            who = asker_by_link(db, link=link, at=at)
            leave_group(db, by=who, group=group_called(db, group).id, at=at)
    say(_("You have left “{group}”.").format(group=group))


def _acting(store: "Store", group: str, name: str | None) -> tuple[str, str]:
    """Return the ids of the group and of who acts in it."""
    from workbench.exchange.names import first_member, group_called, person_called

    with store.reading() as db:
        found = group_called(db, group)
        person = person_called(db, found, name) if name is not None else first_member(db, found)
        return found.id, person.id


def _zone(db: "Session", group: str) -> str:
    from workbench.models.people import Group

    return db.get_one(Group, group).zone


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(cycle, name="cycle")
    app.add_typer(me, name="me")
