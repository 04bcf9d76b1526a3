"""What lets one in beside the passphrase: a recovery code, peers who help, a short code for a device."""

from workbench.core import keys
from workbench.core.clock import shown_day, zone
from workbench.core.words import _
from workbench.people.rules import MOST_HELPERS
from workbench.server import sheet
from workbench.server.keysheet import KeyPage


def code(page: KeyPage) -> str:
    """Make a recovery code: with the passphrase, or the code before; the first one needs a passphrase."""
    told = _(
        "A code to print and put away with your papers. It opens your records if you forget your passphrase."
    )
    if not page.opens and not page.apart:
        first = _("Choose a passphrase first. Then you can make a code here.")
        return sheet.section(_("Your recovery code"), sheet.para(told), sheet.para(first, "soft"))
    if keys.CODE not in page.ring.since or page.apart:
        form = page.form("code", page.proof("code"), button=_("Make a recovery code"))
        return sheet.section(_("Your recovery code"), sheet.para(told), form)
    since = _("You have one since {day}. A new one takes its place.")
    if page.changed:
        since = _("The one that you have since {day} opens your records as before: a new passphrase does not "
                  "change that. If somebody else may have seen it, make a new one, which takes its "
                  "place.")  # fmt: skip
    form = page.form("code", page.proof("code"), button=_("Make a new recovery code"))
    return sheet.section(
        _("Your recovery code"), sheet.para(told), sheet.para(since.format(day=page.since(keys.CODE))),
        sheet.folded(_("Make another"), form, unfolded=page.changed),
    )  # fmt: skip


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
            sheet.para(_("Your new passphrase changes nothing in that.")) if page.changed else "",
            page.form("no-peers", button=_("Let nobody help any more")),
        ]  # fmt: skip
    if not page.opens:
        told.append(sheet.para(_("Choose a passphrase first. Then you can choose people here."), "soft"))
        return sheet.section(_("Peers who can help"), *told)
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
        page.proof("peers"),
        button=_("Choose these people"),
    )
    label = _("Choose others") if helpers is not None else _("Choose people")
    return sheet.section(_("Peers who can help"), *told, sheet.folded(label, choosing))


def another(page: KeyPage) -> str:
    """Make a short code for another device of one's own."""
    if page.apart:
        return ""
    told = _("A short code lets one more device of yours in, once, within ten minutes. Your opened key goes "
             "with it, so that device is not asked for your passphrase. Use it for your own devices "
             "only.")  # fmt: skip
    if not page.sealed:
        bare = _("You have no passphrase, so none is asked for it: your personal link lets a device in just "
                 "as well.")  # fmt: skip
        form = page.form("short", button=_("Make a short code"))
        return sheet.section(_("Another device of mine"), sheet.para(told), sheet.para(bare, "soft"), form)
    form = page.form("short", page.proof("short"), button=_("Make a short code"))
    return sheet.section(_("Another device of mine"), sheet.para(told), sheet.folded(_("Let it in"), form))
