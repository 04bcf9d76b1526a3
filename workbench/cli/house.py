"""init, serve, lab: making a workspace, and opening it to people."""

import ipaddress
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli import demo
from workbench.cli.passphrase import PassphraseOption, own
from workbench.cli.place import JsonOption, WorkspaceOption, aside, log_of, opened, say, say_json
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.cycles.quickly import spare_the_grammar

PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help=_("The port; 0 takes a free one."))]


def init(
    group: Annotated[str | None, typer.Option(metavar="NAME", help=_("Found this group."))] = None,
    me: Annotated[str | None, typer.Option(metavar="NAME", help=_("Your name; its first member."))] = None,
    zone: Annotated[str, typer.Option(metavar="ZONE", help=_("The group's time zone."))] = "UTC",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the workspace; with a group, print its founder's personal link."""
    if (group is None) != (me is None):
        raise typer.BadParameter(_("--group and --me belong together: the founder is its first member."))
    from workbench.core.clock import zone as known_zone
    from workbench.core.settings import find_workspace
    from workbench.people.rules import may_be_called

    known_zone(zone)
    for name in filter(lambda given: given is not None, (group, me)):
        refuse_unless(may_be_called(name or ""))
    place = find_workspace(workspace)
    if place.exists:
        if group is not None:
            sentence = _("{path} is a workspace already. Nothing was changed. Found further groups in the "
                         "room, or choose another folder with --workspace.")  # fmt: skip
            raise Refused(sentence.format(path=place.path))
        with opened(place.path):
            pass
    else:
        if place.path.exists() and (not place.path.is_dir() or any(place.path.iterdir())):
            sentence = _("{path} is there already, and it is not a workspace. Nothing was changed. Choose a "
                         "new or an empty folder with --workspace.")  # fmt: skip
            raise Refused(sentence.format(path=place.path))
        place.make()
    token = _found(place.path, group, me, zone) if group is not None and me is not None else None
    if as_json:
        say_json({"workspace": str(place.path), "link": f"/join/{token}" if token else None})
        return
    say(_("The workspace is in {path}.").format(path=place.path))
    if token:
        from workbench.server.whereabouts import USUAL

        say(_("Your personal link: {link}").format(link=f"{USUAL}/join/{token}"))
        say(_("Keep it to yourself; whoever has it comes in as you. Open the room with: workbench serve"))
        say(_("If you open it with another --host or --port, the link begins with that address instead."))


def _found(path: Path, group: str, me: str, zone: str) -> str:
    from workbench.core.desk import Desk
    from workbench.people import services as people

    with opened(path) as (_place, store), Desk(store, "").transaction() as db:
        at = store.clock()
        person = people.add_person(db, name=me, at=at)
        people.found_group(db, by=person, name=group, zone=zone, at=at)
        return people.make_link(db, by=person, person=person, at=at)


def serve(
    host: Annotated[str, typer.Option(help=_("The address at which the room is reached."))] = "127.0.0.1",
    port: PortOption = 8866,
    open_: Annotated[bool, typer.Option("--open", help=_("Open it in a browser."))] = False,
    certfile: Annotated[Path | None, typer.Option(help=_("The certificate."), exists=True)] = None,
    keyfile: Annotated[Path | None, typer.Option(help=_("The certificate's key."), exists=True)] = None,
    make_certificate: Annotated[
        bool,
        typer.Option("--make-certificate", help=_("Make a certificate here, for a group's own network.")),
    ] = False,
    behind_proxy: Annotated[
        str | None, typer.Option(metavar="URL", help=_("The https address that a proxy gives the room."))
    ] = None,
    proxy: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help=_("That proxy, if it is another machine."))
    ] = None,
    without_tls: Annotated[
        bool, typer.Option("--without-tls", help=_("Unsealed also beyond this machine."))
    ] = False,
    known_as: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help=_("A further host name."))
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Open the room."""
    if (certfile is None) != (keyfile is None):
        raise typer.BadParameter(_("--certfile and --keyfile belong together."))
    ways = [certfile is not None, make_certificate, behind_proxy is not None, without_tls]
    if sum(ways) > 1:
        raise typer.BadParameter(
            _("Choose one of --certfile, --make-certificate, --behind-proxy and --without-tls.")
        )
    if not loopback(host) and not any(ways):
        raise Refused(
            _("Beyond this machine, what people write would travel readable by others. Nothing was started. "
              "Say --make-certificate for a group's own network; give a certificate that you have by "
              "--certfile and --keyfile; say --behind-proxy with the address of a proxy that seals it; or "
              "--without-tls, where everyone in the network may read along.")
        )  # fmt: skip
    with opened(workspace) as (place, _store):
        aside(_("Opening the room of {path}.").format(path=place.path))
        spare_the_grammar()
        from workbench.core.clock import system_clock
        from workbench.server.certificate import own_certificate
        from workbench.server.reach import Reach, behind, own_names
        from workbench.server.room import run

        names = frozenset(name.lower() for name in known_as or ())
        reach = Reach(str(certfile or ""), str(keyfile or ""), names)
        if behind_proxy is not None:
            reach = behind(behind_proxy, proxy or ())
        elif make_certificate:
            made = own_certificate(place.path, own_names(host, names), system_clock())
            reach = Reach(str(made[0]), str(made[1]), names, fingerprint=made[2])

        def ready(url: str) -> None:
            say(_("The room is open at {url}. Everyone comes in by their personal link. To close it: Ctrl-C.")
                .format(url=url))  # fmt: skip
            if reach.fingerprint:
                say(_("Browsers ask once whether they trust its certificate. Read this out to compare; its "
                      "SHA-256 fingerprint is "
                      "{fingerprint}").format(fingerprint=reach.fingerprint))  # fmt: skip
            if open_:
                demo.show(url)

        run(place, host=host, port=port, ready=ready, reach=reach, log=log_of(place.path))
    say(_("The room is closed. What was sent in or typed is kept."))


def loopback(host: str) -> bool:
    """Say whether an address is reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def lab(
    person: Annotated[str, typer.Option("--me", metavar="NAME", help=_("Your name in the group."))],
    group: Annotated[str, typer.Option("--group", metavar="NAME", help=_("The group, by its name."))],
    port: PortOption = 8888,
    no_open: Annotated[bool, typer.Option("--no-open", help=_("Open no browser."))] = False,
    link: Annotated[
        str | None, typer.Option(metavar="LINK", help=_("Your personal link, if you have no passphrase."))
    ] = None,
    passphrase_file: PassphraseOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Open your own JupyterLab on this machine."""
    with opened(workspace) as (place, store):
        from workbench.core.desk import Desk
        from workbench.exchange.asking import desk_by_name
        from workbench.exchange.names import group_called, person_called

        with store.reading() as db:
            who = person_called(db, group_called(db, group), person).id
        desk = desk_by_name(Desk(store, who), link, own(passphrase_file))
        spare_the_grammar()
        from workbench.server.lab import run_lab

        def ready(url: str) -> None:
            say(_("Your JupyterLab is open at {url}. Keep the address to yourself. To close it: Ctrl-C.")
                .format(url=url))  # fmt: skip

        run_lab(place, who, key=desk.key, port=port, browser=not no_open, ready=ready)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command(
        help=_("""Make the workspace: a folder with a store. With a group, its founder's link is printed.

        \b
        Example: workbench init --group "Tuesday group" --me "Ana" --zone Europe/London"""),
    )(init)
    app.command(
        help=_("""Open the room: everyone in the groups comes in by personal link, and sees pages only.

        Beyond this machine it asks how that is sealed: by a certificate that is made here or given, or by a
        proxy that hands on the Host header; or for --without-tls. In a terminal its log goes to
        room.log in the workspace.

        \b
        Example: workbench serve --open
        Example: workbench serve --host 0.0.0.0 --make-certificate
        Example: workbench serve --host 0.0.0.0 --certfile room.pem --keyfile room.key
        Example: workbench serve --behind-proxy https://room.example.org"""),
    )(serve)
    app.command(
        help=_("""Open your own JupyterLab with your notebooks, for you alone, on this machine only.

        \b
        Example: workbench lab --group "Tuesday group" --me "Ana\""""),
    )(lab)
    demo.add_to(app)
