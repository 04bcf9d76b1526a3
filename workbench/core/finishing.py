"""After something was deleted: the same out of the files beside the store, and out of the store's file."""

import os
from pathlib import Path

from sqlalchemy import select

from workbench.core.erasing import scrub
from workbench.core.leftovers import clear
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.core.words import _
from workbench.models.people import Person


def finish(store: Store, workspace: Workspace | None = None) -> bool:
    """
    Let a deletion reach every file of the workspace; say whether all of it is done.

    What cannot be done now, because pages are reading, is done by the next sweep.
    """
    with store.reading() as db:
        gone = set(db.scalars(select(Person.id).where(Person.name == "")))
    place = workspace or _workspace(store)
    try:
        clear(place, gone=gone, store=store.file)
    except OSError:
        return False  # the file tells that it waits; the sweep comes back to it
    return scrub(store)


def _workspace(store: Store) -> Workspace | None:
    """Return the workspace that a store belongs to, and never one that is only the nearest."""
    named = os.environ.get("WORKBENCH_WORKSPACE")
    beside = Workspace(store.file.parent) if store.file else None
    if beside is not None and beside.exists:
        return beside
    return Workspace(Path(named)) if named else None


def said(done: bool) -> str:
    """Return how far a deletion has come, in words."""
    if done:
        return _("It is gone from the store and from the files beside it.")
    return _("It is gone from all pages. The store was in use, so the last traces in its file are removed "
             "within the hour, by themselves.")  # fmt: skip
