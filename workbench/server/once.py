"""What is shown once and never again: a recovery code, a short code."""

import segno

from workbench.core.words import _
from workbench.server import sheet
from workbench.server.house import KEYS


def code_once(made: str) -> str:
    """Return the page body that shows a recovery code, this once."""
    return "".join([
        sheet.para(made, "code"),
        sheet.para(_("It is shown only now. Print this page or write the code down, and put it where your "
                     "papers are, not on this device. A code that you had before does not open anything any "
                     "more.")),
        sheet.para(_("Whoever has it and your personal link can read what is yours."), "care"),
        sheet.link(_("It is put away"), KEYS),
    ])  # fmt: skip


def short_once(made: str, address: str, until: str, *, reachable: bool) -> str:
    """Return the page body that shows a short code, with a picture where another device can get here."""
    body = [
        sheet.para(_("On your other device, open this address and type the code:")),
        sheet.para(f"{address}/login"),
        sheet.para(made, "code"),
    ]
    if reachable:
        picture = segno.make(f"{address}/login?code={made}", error="m", micro=False).svg_inline(
            scale=5, border=3, dark="#000", light="#fff", title=_("QR code of the short code")
        )
        body.append(f'<div class="qr">{picture}</div>')
    else:
        told = _("At this address the room is open on this machine only: another browser on it can come in.")
        body.append(sheet.para(told, "soft"))
    body += [
        sheet.para(_("It works once, until {time}. Do not send it to anybody.").format(time=until)),
        sheet.link(_("Back"), KEYS),
    ]
    return "".join(body)
