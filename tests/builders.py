"""Builders of what the tests need; what does not matter to a test is hidden here."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.core import keys, vault
from workbench.core.clock import system_clock
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.core.vault import Key
from workbench.migrations.migrate import migrate
from workbench.people import services as people

CHEAP = "1/8/1"  # a passphrase that is quick to try: for tests only
START = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **amount: float) -> datetime:
        self.now += timedelta(**amount)
        return self.now


@cache
def _newly_made() -> bytes:
    with TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'store.sqlite'}", Clock())
        migrate(store)
        store.close()
        return (Path(folder) / "store.sqlite").read_bytes()


def make_tables(store: Store) -> None:
    """Make the tables of a new store: the migrations run once, all others begin as a copy of that store."""
    assert store.file is not None
    store.file.touch(0o600)
    store.file.write_bytes(_newly_made())


def a_store(folder: Path, clock: Clock | None = None) -> Store:
    store = Store(f"sqlite:///{folder / 'store.sqlite'}", clock or Clock())
    make_tables(store)
    return store


def an_empty_workspace(folder: Path) -> tuple[Workspace, Store]:
    """Make a workspace with its store, for a room that is really open: by the system's clock."""
    workspace = Workspace(folder)
    workspace.make()
    store = Store(workspace.store_url, system_clock)
    make_tables(store)
    return workspace, store


PASSPHRASE = "seven quiet herons"


def a_passphrase(store: Store, person: str, key: Key, passphrase: str = PASSPHRASE) -> None:
    """Wrap someone's key by a passphrase, cheaply."""
    salt = vault.new_salt()
    secret = vault.from_passphrase(passphrase, salt, CHEAP)
    wrapped = vault.lock(secret, key.private, f"key/{key.id}")
    with Desk(store, person).transaction() as db:
        keys.keep(db, keys.Wrapped(key.id, keys.PASSPHRASE, salt, CHEAP, wrapped), at=store.clock())


class Circle:
    """
    A group whose members are known by their first names.

    Each has a personal link and a key; with ``passphrases`` also a passphrase, as those have who keep
    private records.
    """

    def __init__(
        self, store: Store, names: Sequence[str] = ("Ana", "Ben", "Cai"), *, passphrases: bool = True
    ) -> None:
        self.store = store
        self.clock = store.clock
        self.people: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        self.keys: dict[str, Key | None] = {}
        with Desk(store, "").transaction() as db:
            first = people.add_person(db, name=names[0], at=store.clock())
            self.people[names[0]] = first
            self.tokens[names[0]] = people.make_link(db, by=first, person=first, at=store.clock())
            self.group = people.found_group(
                db, by=first, name="Tuesday group", zone="Europe/London", at=store.clock()
            )
            for name in names[1:]:
                invited = people.invite(db, by=first, group=self.group, name=name, at=store.clock())
                people.set_standing(
                    db, by=first, group=self.group, person=invited.person, standing="member", at=store.clock()
                )
                self.people[name], self.tokens[name] = invited.person, invited.token
            for name, person in self.people.items():
                self.keys[name] = keys.open_by_link(db, person=person, token=self.tokens[name])
        for name, key in self.keys.items():
            if passphrases and key is not None:
                a_passphrase(store, self.people[name], key)

    def desk(self, name: str) -> Desk:
        return Desk(self.store, self.people[name], self.keys.get(name))

    def __getitem__(self, name: str) -> str:
        return self.people[name]
