"""import and export: what comes in from files and what goes out."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.cli.handing import lay_before, take_in_handbook, write_handbook
from workbench.cli.passphrase import PassphraseOption, own
from workbench.cli.place import JsonOption, WorkspaceOption, opened, ready_for, say, say_json
from workbench.core.rights import Refused
from workbench.core.words import _, ngettext


class Kind(StrEnum):
    """What a file can hold."""

    members = "members"
    practice = "practice"
    assessments = "assessments"
    entries = "entries"
    framework = "framework"
    handbook = "handbook"


class KindOrAll(StrEnum):
    """What can be written out."""

    members = "members"
    practice = "practice"
    assessments = "assessments"
    entries = "entries"
    handbook = "handbook"
    all = "all"


def import_(
    kind: Annotated[Kind, typer.Argument(help=_("What the file holds."))],
    file: Annotated[Path, typer.Argument(help=_("A CSV or XLSX file; of a framework also JSON."))],
    group: Annotated[str | None, typer.Option(metavar="NAME", help=_("Only into this group."))] = None,
    map_: Annotated[
        str, typer.Option("--map", metavar="OURS=THEIRS,...", help=_("Our columns by their names."))
    ] = "",
    scale: Annotated[str | None, typer.Option(metavar="1-7", help=_("The labels of new criteria."))] = None,
    zone: Annotated[
        str | None, typer.Option(help=_("The zone of moments that name none; else the group's."))
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help=_("The file's encoding; else it is recognised."))
    ] = None,
    origin: Annotated[str, typer.Option(help=_("Where a framework is from, if its file does not say."))] = "",
    licence: Annotated[str, typer.Option(help=_("Its licence, if its file does not say."))] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Look at every row, and write nothing."))
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring a file in."""
    if kind == Kind.framework:
        lay_before(
            workspace, file, group=group, origin=origin, licence=licence, encoding=encoding, dry_run=dry_run,
            as_json=as_json,
        )  # fmt: skip
        return
    if kind == Kind.handbook:
        take_in_handbook(workspace, file, group=group, dry_run=dry_run, as_json=as_json)
        return
    from workbench.core.clock import zone as known_zone
    from workbench.exchange.rules import KINDS
    from workbench.exchange.rules import scale as labels

    chosen = labels(scale) if scale is not None else ()
    local = known_zone(zone) if zone is not None else None
    with opened(workspace) as (_place, store):
        from workbench.core.desk import Desk
        from workbench.exchange.files import import_file

        outcome = import_file(
            Desk(store, ""), file, kind=KINDS[kind], group=group, mapped=map_, scale=chosen, zone=local,
            encoding=encoding, dry_run=dry_run, progress=_progress,
        )  # fmt: skip
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    if as_json:
        refused = [{"row": row, "reason": reason} for row, reason in outcome.refused]
        say_json(
            {"kind": kind, "file": str(file), "read": outcome.read, "added": 0 if refused else outcome.added,
             "already_here": outcome.already_here, "repeated": outcome.repeated, "refused": refused,
             "created": outcome.created, "columns_not_read": outcome.not_read, "encoding": outcome.encoding,
             "written": not refused and not dry_run}
        )  # fmt: skip
        if refused:
            raise typer.Exit(1)
        return
    if outcome.refused:
        told = "\n".join(_("Row {row}: {why}").format(row=row, why=why) for row, why in outcome.refused)
        count = len(outcome.refused)
        ending = ngettext(
            "{count} of {read} rows was refused, so nothing was written. Mend it, and import it again.",
            "{count} of {read} rows were refused, so nothing was written. Mend them, and import it again.",
            count,
        )
        raise Refused(f"{told}\n{ending.format(count=count, read=outcome.read)}")
    _tell(outcome, dry_run=dry_run)


def _progress(rows: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r" + _("{count} rows").format(count=rows))
        sys.stderr.flush()


def _tell(outcome: Any, *, dry_run: bool) -> None:
    sentence = _("{read} rows were read: {added} are new, {here} were here already.")
    if dry_run:
        sentence += " " + _("This was a dry run: nothing was written.")
    say(sentence.format(read=outcome.read, added=outcome.added, here=outcome.already_here))
    if outcome.repeated:
        say(_("{count} rows repeat another one and were taken once.").format(count=outcome.repeated))
    words = {"groups": _("New groups"), "people": _("New people"), "cycles": _("New cycles"),
             "criteria": _("New criteria"), "components": _("New components")}  # fmt: skip
    for name, made in outcome.created.items():
        some = ", ".join(f"“{each}”" for each in made[:8])
        more = _(" and {count} more").format(count=len(made) - 8) if len(made) > 8 else ""
        say(f"{words[name]} ({len(made)}): {some}{more}")
    if "people" in outcome.created:
        say(_("They come in by a personal link: workbench me link --person NAME --group NAME"))
    if outcome.not_read:
        names = ", ".join(f"“{name}”" for name in outcome.not_read)
        say(_("Columns not read: {names}.").format(names=names))
    if outcome.encoding not in {"utf-8", "utf-8-sig", "xlsx"}:
        say(_("The file was read as {encoding}; if letters look wrong, name another by --encoding.").format(
            encoding=outcome.encoding))  # fmt: skip


def export(
    kind: Annotated[KindOrAll, typer.Argument(help=_("What to write."))],
    out: Annotated[
        Path, typer.Option(metavar="FILE", help=_("A .csv or .xlsx file; for all also a folder."))
    ],
    group: Annotated[str | None, typer.Option(metavar="NAME", help=_("Only this group."))] = None,
    link: Annotated[str | None, typer.Option(help=_("Your personal link; adds what you may read."))] = None,
    passphrase_file: PassphraseOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a file."""
    with opened(workspace) as (place, store):
        from workbench.core.desk import Desk
        from workbench.exchange.files import export_file

        ready_for(place, out)
        if kind == KindOrAll.handbook:
            write_handbook(store, out, group=group, as_json=as_json)
            return
        written = export_file(
            Desk(store, ""), out, kind=kind, group=group, link=link, passphrase=own(passphrase_file)
        )
    if as_json:
        say_json({"out": str(out), "rows": written})
        return
    told = ", ".join(f"{name}: {count}" for name, count in written.items())
    say(_("Written to {out}. Rows of {told}.").format(out=out, told=told))
    if link is None and kind in {KindOrAll.assessments, KindOrAll.entries, KindOrAll.all}:
        say(_("What was said in the room, and entries, are left out; each takes out theirs with --link."))


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command(
        "import",
        help=_("""Bring a file in, whole or not at all. A refused row is told by its number in the sheet.

        Groups, people, criteria and cycles that are not there yet are made. It goes into closed or new cycles
        only; an empty cycle means the first. What is here already is not doubled. A moment without a zone is
        in that of --zone, else in the group's own; a new group has none yet. Self is where practitioner
        and assessor are the same; “no basis” stands under basis.

        \b
        members      group,name,standing
        practice     group,owner,component,wording,lack,labels,reason
                     (no owner: shared; labels with | between, lowest first)
        assessments  group,cycle,criterion,practitioner,assessor,mark,words,
                     evidence_for,evidence_against,basis,at
        entries      group,cycle,practitioner,day,criterion,mark,words,
                     evidence_for,evidence_against,context
        framework    a published one (CASE, SmartEvidence, LifeComp, ESCO, O*NET, OSMT, or a
                     table component,wording,lack,origin,licence): laid before --group as an
                     offer, with its origin and licence; nothing of it is adopted
        handbook     another group's, as “workbench export handbook” writes it: each of its
                     forms becomes a proposal in --group that says where it is from

        \b
        Example: workbench import assessments ratings.csv --scale 1-7 \\
                   --map assessor=rater,practitioner=ratee,mark=value
        Example: workbench import practice ours.xlsx --group "Tuesday group" --dry-run"""),
    )(import_)
    app.command(
        help=_("""Write members, practice, assessments or entries as the import reads them, or all.

        Without --link it writes members, shared criteria, and the assessments by shared criteria that came
        in from a file. It leaves out whatever was said in the room, every entry, and every personal
        criterion. With --link you get, for your own groups, what you may read in the room: your own
        criteria, views and entries too. In CSV a text that a spreadsheet would run as a formula has an
        apostrophe before it; the import takes it away again.

        \b
        Example: workbench export assessments --group "Tuesday group" --out tuesday.xlsx
        Example: workbench export all --link LINK --out mine"""),
    )(export)
