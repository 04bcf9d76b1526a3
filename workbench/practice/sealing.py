"""What is one's own alone is sealed with a passphrase; who has none shares, or writes it elsewhere."""

from sqlalchemy.orm import Session

from workbench.core.halves import may_put_away
from workbench.core.keys import has_passphrase
from workbench.core.rights import Answer, refuse_unless
from workbench.core.words import _
from workbench.practice.rules import ERASED, not_here


def may_keep_for_oneself(*, has_passphrase: bool) -> Answer:
    """Say whether someone may keep a text for themselves alone: it is sealed with a passphrase of theirs."""
    if has_passphrase:
        return True
    return _("What is yours alone is sealed with a passphrase of your own, and you have none yet. Nothing "
             "was sent; what you typed is kept. Choose one under “My keys and devices”, or share "
             "this with the group.")  # fmt: skip


def sealed_for_another_key() -> str:
    """Return what is said where words are sealed for a key that is not here."""
    return _("The words before are sealed for an earlier key of yours. Nothing was changed. Bring that key "
             "back under “My keys and devices”, or write this anew.")  # fmt: skip


def worded(text: str, fate: str) -> str:
    """Return a wording as it is shown: of one that was deleted, or that does not open here, only this."""
    if fate == ERASED:
        return _("a wording that was deleted")
    return text or _("a wording that is sealed")


def may_delete_whole(*, standing: str | None) -> Answer:
    """Say whether someone may delete their own text about the whole: who knows the group may, always."""
    return True if standing is not None else not_here()


def refuse_bare(db: Session, by: str, *, shared: bool = False) -> None:
    """Refuse a text of one's own alone from someone who has no passphrase."""
    refuse_unless(shared or may_put_away(db, by))
    refuse_unless(shared or may_keep_for_oneself(has_passphrase=has_passphrase(db, by)))
