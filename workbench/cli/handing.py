"""What is laid before a group from a file, and a handbook written out for others."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from workbench.cli.place import opened, say, say_json
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.core.words import _


def lay_before(workspace: Path | None, file: Path, *, as_json: bool, **asked: Any) -> None:
    """Lay a published framework before a group; nothing of it is adopted by that."""
    with opened(workspace) as (_place, store):
        from workbench.core.desk import Desk
        from workbench.exchange.offering import offer

        done = offer(Desk(store, ""), file, **asked)
    if as_json:
        say_json(asdict(done))
        return
    said = _("“{title}”, from {origin}: {read} items were read, {added} are new here.")
    say(said.format(title=done.title, origin=done.origin, read=done.read, added=done.added))
    if not done.written:
        say(_("This was a dry run: nothing was written."))
    else:
        say(_("They stand on the practice page under the examples. Nothing was proposed or adopted."))


def take_in_handbook(
    workspace: Path | None, file: Path, *, group: str | None, dry_run: bool, as_json: bool
) -> None:
    """Lay another group's handbook before a group; nothing holds by that."""
    with opened(workspace) as (_place, store):
        from workbench.core.desk import Desk
        from workbench.exchange.handbooks import take_in

        done = take_in(Desk(store, ""), file, group=group, dry_run=dry_run)
    if as_json:
        say_json(asdict(done))
        return
    said = _("{origin} {read} forms were read, {proposed} are proposed.")
    say(said.format(origin=done.origin, read=done.read, proposed=done.proposed))
    if not done.written:
        say(_("This was a dry run: nothing was written."))


def write_handbook(store: Store, out: Path, *, group: str | None, as_json: bool) -> None:
    """Write a group's handbook, without anybody's name."""
    from workbench.core.desk import Desk
    from workbench.exchange.handbooks import write_out

    if group is None:
        raise Refused(_("A handbook is one group's. Nothing was written. Name it by --group."))
    count = write_out(Desk(store, ""), out, group=group)
    if as_json:
        say_json({"out": str(out), "rows": {"handbook": count}})
        return
    told = _("Written to {out}. Forms: {count}. Nobody's name is in it.")
    say(told.format(out=out, count=count))
