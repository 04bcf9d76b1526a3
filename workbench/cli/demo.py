"""The example community, to look around in; it erases itself."""

import os
import shutil
import socket
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.cli.place import JsonOption, aside, log_of, say, say_json
from workbench.core.rights import Refused
from workbench.core.words import _

FIRST, TRIES = 8866, 20


def folder() -> Path:
    """Return where the example community lies while it is open."""
    from workbench.core.settings import user_folder

    return user_folder() / "demo"


def demo(
    as_json: JsonOption = False,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help=_("The port; else 8866 or the next free."))
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help=_("Open no browser."))] = False,
    erase: Annotated[
        bool, typer.Option("--erase", help=_("Erase what an example left behind, and stop."))
    ] = False,
) -> None:
    """Open an example community."""
    from workbench.core.settings import Workspace
    from workbench.server.whereabouts import open_at

    place = folder()
    busy = open_at(Workspace(place))
    if busy:
        sentence = _("The example community is open already at {url}. Nothing was changed. Close it first.")
        raise Refused(sentence.format(url=busy))
    there = place.exists()
    wipe(place)
    if erase:
        say(
            _("The example community was erased.") if there else _("There was no example community to erase.")
        )
        return
    for name in ("WORKBENCH_STORE", "WORKBENCH_WORKSPACE"):
        os.environ.pop(name, None)  # the example never touches anybody's own store
    try:
        _open(place, free_port() if port is None else port, as_json=as_json, browser=not (no_open or as_json))
    except KeyboardInterrupt:
        pass
    finally:
        wipe(place)
    aside(_("The example community was erased."))


def _open(place: Path, port: int, *, as_json: bool, browser: bool) -> None:
    aside(_("Making the example community. This takes a moment."))
    from workbench.core.clock import system_clock
    from workbench.core.settings import Workspace
    from workbench.cycles.quickly import spare_the_grammar

    spare_the_grammar()
    from workbench.exchange.example import PASSPHRASE, build
    from workbench.server.room import run

    workspace = Workspace(place)
    guests = build(workspace, today=system_clock())

    def ready(url: str) -> None:
        people = [
            {
                "name": guest.name,
                "group": guest.groups[0],
                "groups": list(guest.groups),
                "hosts": list(guest.hosts),
                "turn": list(guest.turn),
                "link": f"{url}/join/{guest.token}",
            }
            for guest in guests
        ]
        if as_json:
            say_json({"url": url, "passphrase": PASSPHRASE, "people": people})
            return
        say(_("The example community is open at {url}. All its people are invented.").format(url=url))
        for line in listed(people):
            say(line)
        say(_("The passphrase of all of them: {passphrase}").format(passphrase=PASSPHRASE))
        say(_("To close and erase it: Ctrl-C."))
        if browser:
            show(str(people[0]["link"]))

    hint = _("In this example, everybody's passphrase is: {passphrase}").format(passphrase=PASSPHRASE)
    run(workspace, host="127.0.0.1", port=port, ready=ready, log=log_of(place), hint=hint)


def listed(people: Sequence[dict[str, Any]]) -> list[str]:
    """Return group by group who is in it, what they do in its meeting now, and their link, in columns."""
    groups = dict.fromkeys(group for person in people for group in person["groups"])
    rows = {
        group: [(p["name"], _now(p, group), p["link"]) for p in people if group in p["groups"]]
        for group in groups
    }
    every = [row for each in rows.values() for row in each]
    names, now = (max((len(row[at]) for row in every), default=0) for at in (0, 1))
    lines: list[str] = []
    for group, here in rows.items():
        lines.append(group)
        lines += [f"  {name:{names}}  {does:{now}}  {link}" for name, does, link in here]
    return lines


def _now(person: dict[str, Any], group: str) -> str:
    said = [(_("hosts the meeting"), "hosts"), (_("has the turn now"), "turn")]
    return ", ".join(words for words, what in said if group in person[what])


def wipe(place: Path) -> None:
    """Erase the example community."""
    shutil.rmtree(place, ignore_errors=True)


def free_port() -> int:
    """Return the first port that is free, from 8866 on; any, if twenty are taken."""
    for port in range(FIRST, FIRST + TRIES):
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return 0


def show(url: str) -> None:
    """Open an address in the browser, where there is a screen."""
    screen = (
        sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if screen:
        webbrowser.open(url)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        help=_("""Open an example community on this machine: six invented people, two groups, four cycles.

        One personal link is printed for each person, group by group, with who hosts its meeting and whose
        turn it is now. It is erased when it is closed.

        \b
        Example: workbench demo
        Example: workbench demo --json --port 0"""),
    )(demo)
