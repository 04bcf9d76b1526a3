"""backup, restore and doctor: keeping a workspace safe and sound."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.cli import passphrase
from workbench.cli.passphrase import PassphraseOption
from workbench.cli.place import JsonOption, WorkspaceOption, aside, found, opened, say, say_json
from workbench.core.words import _, ngettext


def backup(
    out: Annotated[Path, typer.Option(metavar="FILE", help=_("The file to write, outside the workspace."))],
    seal: Annotated[
        bool, typer.Option("--seal", help=_("Seal it with a passphrase, asked for twice."))
    ] = False,
    passphrase_file: PassphraseOption = None,
    keep_until: Annotated[
        str | None, typer.Option(metavar="DATE", help=_("When it is to be thrown away; else in 90 days."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that is there."))] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the workspace into one file."""
    until = _day(keep_until)
    with opened(workspace) as (place, store):
        from workbench.exchange.backup import back_up

        sealed = seal or passphrase_file is not None
        secret = passphrase.chosen(passphrase_file) if sealed else None
        aside(_("Copying the workspace."))
        made = back_up(place, store, out, keep_until=until, passphrase=secret, force=force)
    if as_json:
        told = made.manifest.told() | {"members": len(made.manifest.members)}
        say_json({"out": str(out), "bytes": made.size, "sealed": made.sealed} | told)
        return
    _tell_backup(made)


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed is not None else None
    except ValueError as error:
        raise typer.BadParameter(_("Write the day as year-month-day.")) from error


def _tell_backup(made: Any) -> None:
    from workbench.core.clock import shown_day

    say(_("Written to {out} ({size} kB), readable by its owner only.").format(
        out=made.file, size=-(-made.size // 1000)))  # fmt: skip
    if made.sealed:
        say(_("It is sealed: without the passphrase nobody can open it. Nobody can bring a lost one back."))
    else:
        say(_("It is not sealed: whoever has the file can read what the group keeps. --seal seals it."))
    say(_("Private records in it stay sealed for their owners."))
    say(_("What is deleted in the room later is still in this file. Throw it away after {day}.").format(
        day=shown_day(made.manifest.keep_until)))  # fmt: skip


def restore(
    file: Annotated[Path, typer.Argument(help=_("A backup."), exists=True, dir_okay=False)],
    workspace: Annotated[
        Path, typer.Option("--workspace", metavar="DIR", help=_("A new or an empty folder."))
    ],
    passphrase_file: PassphraseOption = None,
    revoke_links: Annotated[
        bool, typer.Option("--revoke-links", help=_("Withdraw every personal link that is in it."))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make a workspace of a backup."""
    from workbench.exchange.restore import restore as make

    aside(_("Looking at the backup."))
    folder = workspace.expanduser().resolve()
    made = make(file, folder, passphrase=lambda: passphrase.known(passphrase_file), revoke_links=revoke_links)
    if as_json:
        told = made.manifest.told() | {"members": len(made.manifest.members)}
        ways = {"links": made.ways_in.links, "links_revoked": made.ways_in.withdrawn}
        say_json({"workspace": str(folder), "brought_forward": made.brought_forward} | ways | told)
        return
    _tell_restored(made)


def _tell_restored(made: Any) -> None:
    from workbench.core.clock import shown, shown_day, system_clock

    manifest = made.manifest
    say(_("The workspace is in {path}, as it stood at {moment}.").format(
        path=made.workspace.path, moment=shown(manifest.made_at, "UTC")))  # fmt: skip
    if made.brought_forward:
        say(_("It was brought forward to this version of the workbench."))
    say(_("What was deleted in the room after that moment is back; delete it again."))
    say(_("Everyone signs in again. What has lapsed meanwhile stays lapsed."))
    _tell_ways_in(made.ways_in)
    if manifest.keep_until < system_clock().date():
        say(_("The backup was to be kept until {day} only. Throw it away now.").format(
            day=shown_day(manifest.keep_until)))  # fmt: skip
    say(_("Open the room with: workbench serve --workspace DIR"))


def _tell_ways_in(ways: Any) -> None:
    one = _("A new link for somebody: workbench me link --person NAME --group NAME")
    if ways.withdrawn:
        said = ngettext(
            "{count} personal link was withdrawn.", "{count} personal links were withdrawn.", ways.links
        )
        say(said.format(count=ways.links))
        if ways.bare:
            lost = ngettext(
                "{count} person has no passphrase: what only their link opened stays shut.",
                "{count} people have no passphrase: what only their links opened stays shut.",
                ways.bare,
            )
            say(lost.format(count=ways.bare))
        say(one)
        return
    said = ngettext(
        "{count} personal link works again, even if it was withdrawn after that moment.",
        "{count} personal links work again, also those that were withdrawn after that moment.",
        ways.links,
    )
    say(said.format(count=ways.links))
    say(_("Making somebody a new link withdraws the old one. To withdraw all, restore with --revoke-links: "
          "then what is sealed for people without a passphrase opens no more."))  # fmt: skip
    say(one)


def doctor(
    mend: Annotated[bool, typer.Option("--mend", help=_("Set permissions right."))] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look whether all is well."""
    place = found(workspace)
    aside(_("Looking at the workspace."))
    from workbench.exchange import checkup
    from workbench.server.whereabouts import in_use

    findings = checkup.look(place, mend=mend)
    well = checkup.well(findings)
    there = in_use(place)
    if as_json:
        told = [{"check": each.check, "well": each.well, "said": each.said, "to_do": each.to_do or None}
                for each in findings]  # fmt: skip
        room = {"url": there[0], "pages": there[1], "people": there[2]} if there else None
        say_json({"workspace": str(place.path), "well": well, "findings": told, "room": room})
    else:
        if there is not None:
            open_now = _("The room is open at {url}. Pages open now: {pages}; people at them: {people}.")
            say(open_now.format(url=there[0], pages=there[1], people=there[2]))
        for each in findings:
            say(f"{checkup.name(each.check)}: {each.said}")
            if not each.well:
                say(f"  {each.to_do}")
        count = sum(not each.well for each in findings)
        needed = ngettext("{count} thing needs attention.", "{count} things need attention.", count)
        say(_("All is well.") if well else needed.format(count=count))
    if not well:
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command(
        help=_("""Write the workspace into one file, while the room may stay open.

        In it are the store and the notebooks. Left out are sign-ins, and what was deleted before. With a
        passphrase the file is sealed. In any case private records stay sealed for their owners; open are
        those that came in from a file for someone who has no passphrase in the room yet. What is deleted in
        the room later is still in the file: throw it away after the day that it names.

        \b
        Example: workbench backup --out tuesday.backup --seal
        Example: workbench backup --out tuesday.backup --passphrase-file - --keep-until 2027-03-01"""),
    )(backup)
    app.command(
        help=_("""Make a workspace of a backup, in a new or an empty folder: the whole of it, or nothing.

        The file is looked at first. A backup of an earlier version is brought forward. Everyone signs in
        again. What was deleted after the backup was made is back, and personal links that were withdrawn
        after it work again: it is said how many there are. With --revoke-links none of them works any more.
        That is not done unasked, because what someone without a passphrase sealed opens by their link only.

        \b
        Example: workbench restore tuesday.backup --workspace restored
        Example: workbench restore tuesday.backup --workspace restored --revoke-links"""),
    )(restore)
    app.command(
        help=_("""Look whether all is well: store, permissions, space on the disk, clock, and the rest.

        One line tells of each, and what to do where something needs attention. It changes nothing; with
        --mend it sets permissions right. It ends with 0 if all is well, else with 1.

        \b
        Example: workbench doctor
        Example: workbench doctor --mend"""),
    )(doctor)
