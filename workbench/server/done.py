"""What is said on the page about one's own keys after something was done there."""

from collections.abc import Mapping

from workbench.core.words import _

DONE = "done"


def done_words() -> Mapping[str, str]:
    """Return what is said after something was done, by the word that the address carries."""
    return {
        "passphrase": _("Your passphrase is set. From now on your link alone does not open your records. "
                        "Your other devices are signed out."),
        "passphrase-again": _(
            "Your passphrase is set, and with it you have a new key. What could help to open the one before, "
            "a recovery code or peers, opens nothing any more. Make a new code, and choose peers again. Your "
            "other devices are signed out."),
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
