"""What the page about one's own keys and devices shows, part by part."""

from collections.abc import Iterator

from workbench.core import keys
from workbench.core.clock import shown, shown_day, zone
from workbench.core.words import _
from workbench.people.devices import device_words
from workbench.people.held import Device
from workbench.people.rules import may_use_this_key
from workbench.server import sheet
from workbench.server.house import HOME, TELLING
from workbench.server.keyhelp import earlier, peers
from workbench.server.keysheet import KeyPage
from workbench.server.reach import to_compare
from workbench.server.ways_in import another, code


def parts(page: KeyPage) -> Iterator[str]:
    """Yield the parts of the page, in their order."""
    if page.apart:
        yield sheet.para(str(may_use_this_key(held=page.held or "", in_use=page.ring.in_use)), "care")
        yield _apart(page)
    elif page.changed and page.sealed:
        yield from (code(page), peers(page), earlier(page), passphrase(page))
    elif page.ring.earlier and page.sealed:
        yield from (earlier(page), passphrase(page), code(page), peers(page))
    else:
        yield from (passphrase(page), earlier(page), code(page), peers(page))
    yield from (devices(page), another(page))
    if page.fingerprint:
        yield sheet.section(_("The certificate of this room"), sheet.para(to_compare(page.fingerprint)))
    yield sheet.link(_("What happens to what I write"), TELLING)
    yield sheet.link(_("Go to your home page"), HOME)


def _apart(page: KeyPage) -> str:
    """What a device with an earlier key is good for."""
    if not page.opens:
        return code(page)
    return sheet.para(_("Type the passphrase or the recovery code of then on your other device, under “My "
                        "keys and devices”. If you know neither any more, take your data along from this "
                        "device: the people page prepares it."))  # fmt: skip


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
