"""What the page about one's own keys shows of earlier records, and of peers who help to open them."""

from workbench.core import keys
from workbench.core.clock import shown_day, zone
from workbench.core.words import _
from workbench.people.held import Earlier, Helpers
from workbench.people.rules import MOST_HELPERS
from workbench.server import sheet
from workbench.server.keysheet import KeyPage


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
            _without_passphrase(helpers),
            page.form("no-peers", button=_("Let nobody help any more")),
        ]  # fmt: skip
    if not page.opens:
        told.append(sheet.para(_("Choose a passphrase first. Then you can choose people here."), "soft"))
        return sheet.section(_("Peers who can help"), *told)
    if len(known) < 2:
        told.append(
            sheet.para(
                _(
                    "For this at least two others of your group have to have a passphrase of their own: "
                    "in the name of anybody else, whoever had their link could help."
                ),
                "soft",
            )
        )
        return sheet.section(_("Peers who can help"), *told)
    most = min(len(known), MOST_HELPERS)
    choosing = page.form(
        "peers",
        sheet.para(_("Only people with a passphrase of their own are named here."), "soft"),
        sheet.ticks("holder", _("Who can help"), known),
        sheet.choice("needed", _("How many of them have to help together"), map(str, range(2, most + 1))),
        page.proof("peers"),
        button=_("Choose these people"),
    )
    label = _("Choose others") if helpers is not None else _("Choose people")
    return sheet.section(_("Peers who can help"), *told, sheet.folded(label, choosing))


def _without_passphrase(helpers: Helpers) -> str:
    """Say whose part is opened by a link alone; they were chosen before this was looked at."""
    if not helpers.bare:
        return ""
    told = _("{names}: the part held here is opened by a personal link alone, and whoever has that link "
             "could help in this name. Choose others.")  # fmt: skip
    return sheet.para(told.format(names=", ".join(helpers.bare)), "care")


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
        compare = _("Speak with each of them in person, and read them the number of your key of now: "
                    "{number}. They see a number too; only if it is the same do they hand on to you, and not "
                    "to somebody who began anew in your name.")  # fmt: skip
        if not page.sealed:
            compare = _("They can hand on to you once you have chosen a passphrase: until then, whoever has "
                        "your link opens your key of now.")  # fmt: skip
        stop = page.form("ask-no-more", button=_("Ask them no more"))
        return sheet.para(told) + sheet.para(compare.format(number=page.ring.number), "care") + stop
    told = sheet.para(_("Enough of your peers have helped."), "said")
    if not page.sealed:
        return told
    return told + page.form("by-peers", button=_("Open my earlier records now"), first=True)
