"""What the page about one's own keys and devices shows, part by part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.core import keys
from workbench.core.clock import shown, shown_day, zone
from workbench.core.words import _
from workbench.people.devices import device_words
from workbench.people.held import Device, Ring
from workbench.people.rules import may_use_this_key
from workbench.server import keyhelp, sheet
from workbench.server.house import HOME, KEYS, TELLING
from workbench.server.reach import to_compare

DONE = "done"


def done_words() -> Mapping[str, str]:
    """Return what is said after something was done, by the word that the address carries."""
    return {
        "passphrase": _("Your passphrase is set. From now on your link alone does not open your records. "
                        "Your other devices are signed out."),
        "by-code": _("Your records are open. If you do not know your passphrase any more, choose another "
                     "here: type your recovery code where the one of now is asked."),
        "anew": _("You have begun anew. Choose a passphrase now: without one you can keep no practice log."),
        "asked": _("You have begun anew, and your peers are asked. Speak with each of them, and compare the "
                   "number below. Choose a passphrase meanwhile."),
        "ask": _("Your peers are asked on their home page. Speak with each of them in person, and compare "
                 "the number below."),
        "ask-no-more": _("Your peers are not asked any more."),
        "peers": _("The people you chose can help you from now on."),
        "no-peers": _("Nobody can help any more. What they held opens nothing."),
        "earlier": _("Your earlier records are open again. Your other devices are signed out."),
        "device": _("That device is signed out."),
        "others": _("All other devices are signed out."),
    }  # fmt: skip


@dataclass(frozen=True)
class KeyPage:
    """What the parts need: what there is, the guard of the forms, and the key that this device has."""

    ring: Ring
    guard: str
    held: str | None
    fingerprint: str = ""

    @property
    def apart(self) -> bool:
        """Whether this device has an earlier key only."""
        return may_use_this_key(held=self.held or "", in_use=self.ring.in_use) is not True

    @property
    def sealed(self) -> bool:
        """Whether there is a passphrase."""
        return keys.PASSPHRASE in self.ring.since

    def since(self, kind: str) -> str:
        """Return since when something opens the key."""
        return shown_day(self.ring.since[kind].astimezone(zone(self.ring.zone)).date())

    def form(self, act: str, *pieces: str, button: str, first: bool = False, **more: str) -> str:
        """Return a form of this page."""
        said = more.pop("said", "")
        return sheet.form(
            f"{KEYS}/{act}", self.guard, *pieces, button=button, first=first, said=said, hidden=more
        )


def parts(page: KeyPage) -> Iterator[str]:
    """Yield the parts of the page, in their order."""
    if page.apart:
        yield sheet.para(str(may_use_this_key(held=page.held or "", in_use=page.ring.in_use)), "care")
        yield code(page)
    elif page.ring.earlier and page.sealed:
        yield from (keyhelp.earlier(page), passphrase(page), code(page), keyhelp.peers(page))
    else:
        yield from (passphrase(page), keyhelp.earlier(page), code(page), keyhelp.peers(page))
    yield from (devices(page), another(page))
    if page.fingerprint:
        yield sheet.section(_("The certificate of this room"), sheet.para(to_compare(page.fingerprint)))
    yield sheet.link(_("What happens to what I write"), TELLING)
    yield sheet.link(_("Go to your home page"), HOME)


def passphrase(page: KeyPage) -> str:
    """Choose a passphrase, or change it."""
    new = (
        sheet.whose(page.ring.name),
        sheet.field("new", _("A new passphrase"), fill="new-password", hint=_(
            "At least ten letters. Four words that do not belong together are easy to keep in mind.")),
        sheet.field("again", _("The same once more"), fill="new-password"),
    )  # fmt: skip
    loss = _("If you lose both your passphrase and your recovery code, nobody can open your private records: "
             "not the group, and not whoever runs the machine. And a court may ask you for your notes: write "
             "what you learned, not the case.")  # fmt: skip
    if not page.sealed:
        return sheet.section(
            _("Your passphrase"),
            sheet.para(_("You have none. Whoever has your personal link can read what is yours here. With a "
                         "passphrase, your records open only to you, and you can keep a practice log.")),
            sheet.para(loss, "care"),
            page.form("passphrase", *new, button=_("Choose this passphrase"), first=True),
        )  # fmt: skip
    now = sheet.field("now", _("Your passphrase of now, or your recovery code"), fill="current-password")
    return sheet.section(
        _("Your passphrase"),
        sheet.para(_("You have one since {day}. It is asked when a device comes in by your link.").format(
            day=page.since(keys.PASSPHRASE))),
        sheet.folded(_("Change it"), sheet.para(loss, "care"),
                     page.form("passphrase", now, *new, button=_("Change my passphrase"))),
    )  # fmt: skip


def code(page: KeyPage) -> str:
    """Make a recovery code."""
    told = _(
        "A code to print and put away with your papers. It opens your records if you forget your passphrase."
    )
    if keys.CODE in page.ring.since and not page.apart:
        return sheet.section(
            _("Your recovery code"),
            sheet.para(told),
            sheet.para(
                _("You have one since {day}. A new one takes its place.").format(day=page.since(keys.CODE))
            ),
            page.form("code", button=_("Make a new recovery code")),
        )
    return sheet.section(
        _("Your recovery code"), sheet.para(told), page.form("code", button=_("Make a recovery code"))
    )


def devices(page: KeyPage) -> str:
    """List the devices that are signed in."""
    rows = "".join(_device(page, each) for each in page.ring.devices)
    pieces = [f"<ul>{rows}</ul>"]
    if len(page.ring.devices) > 1:
        pieces.append(page.form("others", button=_("Sign out all others")))
    return sheet.section(_("Your devices"), *pieces)


def _device(page: KeyPage, each: Device) -> str:
    name = device_words(each.kept)
    title = _("{device} (this one)").format(device=name) if each.here else name
    day = shown_day(each.since.astimezone(zone(page.ring.zone)).date())
    told = _("Since {day}, last here {when}.").format(day=day, when=shown(each.seen_at, page.ring.zone))
    if each.waiting:
        told += " " + _("It has not given your passphrase.")
    out = ""
    if not each.here:
        said = _("Sign out {device}, since {day}").format(device=name, day=day)
        out = page.form("device", button=_("Sign it out"), device=each.id, said=said)
    return f"<li>{sheet.para(title)}{sheet.para(told, 'soft')}{out}</li>"


def another(page: KeyPage) -> str:
    """Make a short code for another device of one's own."""
    if page.apart:
        return ""
    told = _("A short code lets one more device of yours in, once, within ten minutes. Your opened key goes "
             "with it, so that device is not asked for your passphrase. Use it for your own devices "
             "only.")  # fmt: skip
    return sheet.section(
        _("Another device of mine"), sheet.para(told), page.form("short", button=_("Make a short code"))
    )
