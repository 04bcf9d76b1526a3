"""People who come into an open room for one test alone, so that it can change their keys."""

from tests.builders import a_passphrase
from tests.server.opened import Opened
from workbench.core import keys
from workbench.people import services as people


def newcomer(room: Opened, name: str, *, passphrase: bool = False) -> None:
    """Invite someone; with a passphrase that is quick to try."""
    ana = room.circle.desk("Ana")
    with ana.transaction() as db:
        invited = people.invite(db, by=ana.me, group=room.circle.group, name=name, at=ana.now())
        key = keys.open_by_link(db, person=invited.person, token=invited.token)
    room.circle.people[name], room.circle.tokens[name] = invited.person, invited.token
    room.circle.keys[name] = key
    if passphrase and key is not None:
        a_passphrase(room.circle.store, invited.person, key)
