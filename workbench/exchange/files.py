"""From a file into the store and from the store into a file, as the command line asks for it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange import queries
from workbench.exchange.asking import desk_of, no_passphrase
from workbench.exchange.rules import KINDS, Kind, column_map, find_columns, kind_called
from workbench.exchange.services import Outcome, bring_in
from workbench.exchange.sheets import read
from workbench.exchange.writing import Table, write_csv, write_xlsx

ALL = "all"


def import_file(
    desk: Desk, path: Path, *, kind: Kind, group: str | None = None, mapped: str = "",
    scale: tuple[str, ...] = (), zone: ZoneInfo | None = None, encoding: str | None = None,
    dry_run: bool = False, progress: Callable[[int], None] | None = None,
) -> Outcome:  # fmt: skip
    """Bring a file in, whole or not at all."""
    chosen = column_map(mapped, kind)
    known = {*kind.columns, *chosen.values()}
    sheet = read(path, known=known, kind=kind.name, encoding=encoding)
    places = find_columns(kind, sheet.header, chosen, group_given=group is not None)
    rows = list(sheet.rows)  # read before the store is held, so that the room is not kept waiting
    with desk.transaction() as db:
        outcome = bring_in(
            db, kind=kind, rows=rows, places=places, at=desk.now(), group=group, scale=scale, zone=zone,
            dry_run=dry_run, progress=progress,
        )  # fmt: skip
    outcome.encoding = sheet.encoding
    used = set(places.values())
    outcome.not_read = [name for at, name in enumerate(sheet.header) if at not in used and name.strip()]
    return outcome


def export_file(
    desk: Desk, path: Path, *, kind: str, group: str | None = None, link: str | None = None,
    passphrase: Callable[[], str] = no_passphrase,
) -> dict[str, int]:  # fmt: skip
    """
    Write a kind, or all of them, into a file or a folder; return how many rows of each.

    ``passphrase`` is called where whoever asks by a link has one.
    """
    kinds = list(KINDS.values()) if kind == ALL else [kind_called(kind)]
    xlsx, plain = path.suffix.lower() == ".xlsx", path.suffix.lower() == ".csv"
    if not xlsx and not plain and not (kind == ALL and not path.suffix):
        raise Refused(_("The file's name ends in .csv or .xlsx. Nothing was written. “all” can also go into "
                        "a folder, as one CSV for each kind."))  # fmt: skip
    if plain and kind == ALL:
        raise Refused(_("One CSV cannot hold all kinds. Nothing was written. Name a .xlsx file or a folder."))
    asking = desk_of(desk, link, passphrase) if link else None
    tables = _tables(asking or desk, kinds, group=group, asker=asking.me if asking else None)
    if xlsx:
        write_xlsx(path, tables)
    elif plain:
        write_csv(path, tables[0])
    else:
        _folder(path)
        for table in tables:
            write_csv(path / f"{table[0]}.csv", table)
    return {name: len(rows) for name, _columns, rows in tables}


def _folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        sentence = _("The folder {path} could not be made ({reason}). Nothing was written.")
        raise Refused(sentence.format(path=path, reason=error.strerror or error)) from error


def _tables(desk: Desk, kinds: Sequence[Kind], *, group: str | None, asker: str | None) -> list[Table]:
    at = desk.now()
    with desk.reading() as db:
        groups = queries.groups_for(db, asker=asker, named=group)
        return [
            (
                kind.name,
                kind.columns,
                [
                    row
                    for id, name in groups
                    for row in queries.rows_of(db, kind=kind.name, asker=asker, group=id, name=name, at=at)
                ],
            )
            for kind in kinds
        ]
