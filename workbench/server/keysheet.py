"""What each part of the page about one's own keys needs."""

from dataclasses import dataclass

from workbench.core import keys
from workbench.core.clock import shown_day, zone
from workbench.core.words import _
from workbench.people.held import Ring
from workbench.people.rules import may_use_this_key
from workbench.server import sheet
from workbench.server.house import KEYS


@dataclass(frozen=True)
class KeyPage:
    """
    What the parts need: what there is, the guard of the forms, and the key that this device has.

    ``opens`` are the secrets of that key by which its owner can prove that they are its owner. ``changed``
    says that the passphrase was set just now: what else opens the key is told first then.
    """

    ring: Ring
    guard: str
    held: str | None
    opens: frozenset[str]
    fingerprint: str = ""
    changed: bool = False

    @property
    def apart(self) -> bool:
        """Whether this device has an earlier key only."""
        return may_use_this_key(held=self.held or "", in_use=self.ring.in_use) is not True

    @property
    def sealed(self) -> bool:
        """Whether there is a passphrase."""
        return keys.PASSPHRASE in self.ring.since

    def proof(self, place: str) -> str:
        """Return the field for what proves that one's key is one's own; nothing where there is none."""
        if not self.opens:
            return ""
        label = {
            frozenset({keys.PASSPHRASE}): _("Your passphrase"),
            frozenset({keys.CODE}): _("Your recovery code of now"),
        }.get(self.opens, _("Your passphrase, or your recovery code of now"))
        why = _(
            "It is asked so that nobody who picks up this device while it is open gets a way in of their own."
        )
        field = sheet.field("now", label, fill="current-password", hint=why, place=f"{place}-")
        return sheet.whose(self.ring.name) + field

    def since(self, kind: str) -> str:
        """Return since when something opens the key."""
        return shown_day(self.ring.since[kind].astimezone(zone(self.ring.zone)).date())

    def form(self, act: str, *pieces: str, button: str, first: bool = False, **more: str) -> str:
        """Return a form of this page."""
        said = more.pop("said", "")
        return sheet.form(
            f"{KEYS}/{act}", self.guard, *pieces, button=button, first=first, said=said, hidden=more
        )
