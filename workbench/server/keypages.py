"""What the page about one's own keys and devices shows, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.core import keys
from workbench.core.clock import shown, shown_day, zone
from workbench.core.words import _
from workbench.people.devices import device_words
from workbench.people.held import Device, Earlier, Ring
from workbench.people.rules import MOST_HELPERS, may_use_this_key
from workbench.server import sheet
from workbench.server.house import HOME, KEYS, TELLING
from workbench.server.reach import to_compare


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
        yield from (earlier(page), passphrase(page), code(page), peers(page))
    else:
        yield from (passphrase(page), earlier(page), code(page), peers(page))
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


def peers(page: KeyPage) -> str:
    """Choose peers who can help together."""
    helpers, known = page.ring.helpers, page.ring.could_help
    told = [
        sheet.para(_("You can choose people who help you if passphrase and code are both lost. Only several "
                     "of them together can open your records again, and only for you. Fewer of them open "
                     "nothing."))
    ]  # fmt: skip
    if helpers is not None:
        told += [
            sheet.para(_("Any {needed} of these people, since {day}: {names}.").format(
                needed=helpers.needed, names=", ".join(helpers.names),
                day=shown_day(helpers.made_at.astimezone(zone(page.ring.zone)).date()))),
            page.form("no-peers", button=_("Let nobody help any more")),
        ]  # fmt: skip
    if len(known) < 2:
        told.append(
            sheet.para(_("For this at least two others of your group have to have come in once."), "soft")
        )
        return sheet.section(_("Peers who can help"), *told)
    most = min(len(known), MOST_HELPERS)
    choosing = page.form(
        "peers",
        sheet.ticks("holder", _("Who can help"), known),
        sheet.choice("needed", _("How many of them have to help together"), map(str, range(2, most + 1))),
        button=_("Choose these people"),
    )
    label = _("Choose others") if helpers is not None else _("Choose people")
    return sheet.section(_("Peers who can help"), *told, sheet.folded(label, choosing))


def earlier(page: KeyPage) -> str:
    """Bring back what is sealed for an earlier key."""
    if not page.ring.earlier:
        return ""
    day = shown_day(page.ring.earlier[0].ended_at.astimezone(zone(page.ring.zone)).date())
    if not any(each.kinds for each in page.ring.earlier):
        gone = _("Your personal link was replaced on {day}, while you had no passphrase. What only the link "
                 "before could open, such as a draft or your own note on differences, is sealed for good: "
                 "nothing opens it now. What you gave the group is as it was.")  # fmt: skip
        return sheet.section(_("Your earlier records"), sheet.para(gone.format(day=day)))
    told = [sheet.para(_("You began anew on {day}. What you wrote before is kept, sealed for your key of "
                         "then.").format(
        day=day))]  # fmt: skip
    told += [helped for each in page.ring.earlier if (helped := _by_peers(page, each))]
    if not page.sealed:
        told.append(sheet.para(_("Choose a passphrase first. Then you can bring it back with the passphrase "
                                 "or the recovery code of then, or with the help of the peers you had "
                                 "chosen."), "soft"))  # fmt: skip
        return sheet.section(_("Your earlier records"), *told)
    others = _("Your other devices are signed out then, in case one of them is not yours.")
    if any({keys.PASSPHRASE, keys.CODE} & each.kinds for each in page.ring.earlier):
        field = sheet.field("then", _("Your passphrase or recovery code of then"), place="earlier-")
        told += [
            page.form("earlier", field, button=_("Bring my earlier records back")),
            sheet.para(others, "soft"),
        ]
    return sheet.section(_("Your earlier records"), *told)


def _by_peers(page: KeyPage, each: Earlier) -> str:
    helpers = each.helpers
    if helpers is None:
        return ""
    if not helpers.asked:
        asking = _("Any {needed} of these people can open them for you: {names}.")
        return sheet.para(asking.format(needed=helpers.needed, names=", ".join(helpers.names))) + page.form(
            "ask", button=_("Ask them to help")
        )
    if not helpers.enough:
        so_far = _("{handed} of the {needed} peers who are needed have helped so far. Asked are: {names}.")
        names = ", ".join(helpers.names)
        told = so_far.format(handed=helpers.handed, needed=helpers.needed, names=names)
        return sheet.para(told) + page.form("ask-no-more", button=_("Ask them no more"))
    told = sheet.para(_("Enough of your peers have helped."), "said")
    if not page.sealed:
        return told
    return told + page.form("by-peers", button=_("Open my earlier records now"), first=True)


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
