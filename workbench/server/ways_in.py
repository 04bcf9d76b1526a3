"""What lets one in beside the passphrase: a recovery code, a short code for a device."""

from workbench.core import keys
from workbench.core.words import _
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
