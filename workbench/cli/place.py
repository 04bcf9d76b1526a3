"""What the commands share: which workspace is meant, its store, and how things are said."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _

if TYPE_CHECKING:
    from workbench.core.settings import Workspace
    from workbench.core.store import Store

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        metavar="DIR",
        help=_(
            "The workspace; else WORKBENCH_WORKSPACE, else the nearest one above, else one among your data."
        ),
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help=_("Answer in JSON, for a program."))]
GroupOption = Annotated[str, typer.Option("--group", metavar="NAME", help=_("The group, by its name."))]


def say(text: str) -> None:
    """Write a line for the reader, whatever letters it holds and whatever the terminal can show."""
    stream = sys.stdout
    encoding = stream.encoding or "utf-8"
    stream.write(f"{text}\n".encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


def say_json(value: Any) -> None:
    """Write one line of JSON."""
    say(json.dumps(value, ensure_ascii=True, default=str))


def aside(text: str) -> None:
    """Tell a person at a terminal how far things are; say nothing to a pipe."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def ready_for(workspace: "Workspace", out: Path) -> None:
    """Refuse a file in the workspace that deletion would not reach; make the folder for exports."""
    refuse_unless(workspace.may_take_out(out))
    if out.resolve().is_relative_to(workspace.exports.resolve()):
        workspace.exports.mkdir(mode=0o700, exist_ok=True)


def log_of(folder: Path) -> Path | None:
    """Return the file that a room's log goes to where a person looks at the screen; a pipe gets it itself."""
    from workbench.server.logbook import log_file

    return log_file(folder) if sys.stderr.isatty() else None


def found(named: Path | None) -> "Workspace":
    """Return the workspace that is meant, or refuse."""
    from workbench.core.settings import find_workspace

    workspace = find_workspace(named)
    if not workspace.exists:
        sentence = _("There is no workspace in {path}. Nothing was changed. Make one with “workbench init”, "
                     "or name another with --workspace.")  # fmt: skip
        raise Refused(sentence.format(path=workspace.path))
    return workspace


@contextmanager
def opened(named: Path | None) -> "Iterator[tuple[Workspace, Store]]":
    """Open the workspace that is meant, with its store brought forward to this version."""
    from sqlalchemy.exc import DatabaseError, OperationalError

    from workbench.core.store import Store
    from workbench.migrations.migrate import migrate

    workspace = found(named)
    store = Store(workspace.store_url)
    try:
        migrate(store)
        yield workspace, store
    except OperationalError:
        raise
    except DatabaseError as error:
        if "not a database" not in str(error.orig) and "malformed" not in str(error.orig):
            raise
        sentence = _("The store in {path} cannot be read; it is damaged, or it is something else. Nothing "
                     "was changed. Keep the file, and go on from a copy made earlier.")  # fmt: skip
        raise Refused(sentence.format(path=workspace.path)) from error
    finally:
        store.close()
