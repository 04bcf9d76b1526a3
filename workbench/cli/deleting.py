"""me delete: a person goes from the room for good."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.place import JsonOption, WorkspaceOption, opened, say, say_json
from workbench.core.rights import Refused
from workbench.core.words import _

if TYPE_CHECKING:
    from workbench.core.store import Store


def delete(
    link: Annotated[
        str | None, typer.Option("--link", metavar="LINK", help=_("Your personal link, or its token."))
    ] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help=_("Who asked to be deleted."))] = None,
    group: Annotated[str | None, typer.Option(metavar="NAME", help=_("A group of theirs."))] = None,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do it without asking for the name."))] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Delete a person."""
    if (link is None) == (person is None or group is None):
        raise typer.BadParameter(_("Give --link, or --person and --group."))
    with opened(workspace) as (place, store):
        from workbench.audit.erasure import backups, delete_me, goes, stays
        from workbench.core.desk import Desk
        from workbench.core.finishing import finish, said
        from workbench.people.queries import person_name

        who = _who(store, link, person, group)
        with store.reading() as db:
            name = person_name(db, who)
        if not as_json:
            for told in (goes(), stays(), backups()):
                say(told)
        typed = name if yes else _typed(name)
        with Desk(store, who).transaction() as db:
            delete_me(db, by=who, typed=typed, at=store.clock())
        done = finish(store, place)
    if as_json:
        say_json({"deleted": True, "last_traces_removed": done})
        return
    say(_("{name} is deleted from this room.").format(name=name))
    say(said(done))


def _who(store: "Store", link: str | None, person: str | None, group: str | None) -> str:
    """Return the person whose link it is, or who is called so in a group."""
    from workbench.exchange.names import group_called, person_called
    from workbench.exchange.queries import asker_by_link

    with store.reading() as db:
        if link is not None:
            return asker_by_link(db, link=link, at=store.clock())
        return person_called(db, group_called(db, group or ""), person or "").id


def _typed(name: str) -> str:
    """Ask at a terminal for the name; a program says --yes."""
    if not sys.stdin.isatty():
        raise Refused(_("Nothing was deleted. Say --yes if this is what the person asks for."))
    return str(typer.prompt(_("To go on, type the name: {name}").format(name=name), default=""))


def add_to(me: typer.Typer) -> None:
    """Add the command to those about a person."""
    me.command(
        "delete",
        help=_("""Delete a person from the room for good: what they wrote, their keys and links, their name.

        They do it by their own link; whoever keeps the machine, by name, when that person asks for it.
        What the group adopted stays with the group, and what others wrote with those who wrote it. Exports
        in the workspace go too; a backup made earlier still holds it until it is thrown away.

        \b
        Example: workbench me delete --link LINK
        Example: workbench me delete --person "Ben" --group "Tuesday group" --yes"""),
    )(delete)
