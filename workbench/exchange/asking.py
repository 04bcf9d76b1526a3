"""Who asks by a personal link, and with which key what is theirs is opened."""

from collections.abc import Callable

from workbench.core import keys
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.vault import Key, NotOpened
from workbench.core.words import _
from workbench.exchange.queries import asker_by_link, token_in


def desk_of(desk: Desk, link: str, passphrase: Callable[[], str]) -> Desk:
    """
    Return the desk of whoever's personal link it is, with their key.

    ``passphrase`` is asked for only where they have one; it is asked once, and a wrong one is refused.
    """
    with desk.reading() as db:
        person = asker_by_link(db, link=link, at=desk.now())
        sealed = keys.wraps(db, person=person, kind=keys.PASSPHRASE)
        key = None if sealed else keys.open_by_link(db, person=person, token=token_in(link))
    if sealed:
        key = _opened(sealed[0], passphrase)
    return Desk(desk.store, person, key)


def desk_by_name(desk: Desk, link: str | None, passphrase: Callable[[], str]) -> Desk:
    """
    Return a desk with its person's key: by their passphrase where they have one, else by their link.

    Without a link, who has no passphrase gets the desk as it is, and what is sealed for them stays closed.
    """
    with desk.reading() as db:
        sealed = keys.wraps(db, person=desk.me, kind=keys.PASSPHRASE)
        if link is not None and asker_by_link(db, link=link, at=desk.now()) != desk.me:
            raise Refused(_("This personal link is somebody else's. Nothing was started. Use your own."))
    if link is not None:
        return desk_of(desk, link, passphrase)
    if not sealed:
        return desk
    return Desk(desk.store, desk.me, _opened(sealed[0], passphrase))


def _opened(wrapped: keys.Wrapped, passphrase: Callable[[], str]) -> Key:
    try:
        return keys.open_by_passphrase(wrapped, passphrase())
    except NotOpened as error:
        raise Refused(
            _("This is not the passphrase that opens your private records. Nothing was written.")
        ) from error


def no_passphrase() -> str:
    """Refuse, where nobody can be asked."""
    raise Refused(_("Your private records open with your passphrase, and it was not given. Nothing was "
                    "written. Give it with --passphrase-file."))  # fmt: skip
