"""
Who may do what in a group.

Standings (Q29): *forming* (on the way in), *member*, *observer* (present, judges nobody), *ally*
(from outside, knows the group), *left*. No standing ranks above another; nobody is an administrator.
"""

from collections.abc import Collection, Mapping
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from workbench.core.rights import Answer
from workbench.core.words import _

FORMING, MEMBER, OBSERVER, ALLY, LEFT = "forming", "member", "observer", "ally", "left"
STANDINGS = (FORMING, MEMBER, OBSERVER, ALLY, LEFT)
TAKING_PART = frozenset({FORMING, MEMBER})
PRESENT = frozenset({FORMING, MEMBER, OBSERVER, ALLY})
LONGEST_NAME = 20_000
SOFT_LIMIT = 8
MOST_HELPERS = 10


def standing_words(standing: str) -> str:
    """Return a standing as it is said on screen."""
    return {
        FORMING: _("on the way in"),
        MEMBER: _("member"),
        OBSERVER: _("observer"),
        ALLY: _("ally"),
        LEFT: _("has left"),
    }[standing]


def may_be_called(name: str) -> Answer:
    """Say whether a name can be used; names are as people write them, and may not be empty."""
    if not name.strip():
        return _("A name is missing. Nothing was changed. Write the name as the person writes it.")
    if len(name) > LONGEST_NAME:
        return _("This name is longer than 20,000 characters. Nothing was changed. Shorten it.")
    return True


def called(name: str) -> str:
    """Return how a person is called; of someone who was deleted nothing but this is left."""
    return name or _("someone who has left")


def may_take_part(standing: str | None) -> Answer:
    """Say whether someone of this standing may write and judge in the group."""
    if standing in TAKING_PART:
        return True
    return _("This is for the members of the group. Nothing was changed.")


def may_look_in(standing: str | None) -> Answer:
    """Say whether someone of this standing may see the group's own pages."""
    if standing in PRESENT:
        return True
    return _(
        "You are not in this group. Nothing was shown or changed. Ask someone in the group for an invitation."
    )


def readers_in_group() -> str:
    """Return the sentence that says who reads what is for the group, asked of :func:`may_look_in`."""
    reads = [standing for standing in STANDINGS if may_look_in(standing) is True]
    if reads == list(STANDINGS[:-1]):
        return _("Who reads this: everyone in the group, observers and allies included.")
    return _("Who reads this: in the group, {who}.").format(who=", ".join(map(standing_words, reads)))


def may_set_standing(*, by: str, person: str, by_standing: str | None, standing: str) -> Answer:
    """Say whether one person may say how another stands: members may, and each may leave for themselves."""
    if standing not in STANDINGS:
        return _("There is no such standing. Nothing was changed.")
    if standing == LEFT:
        if by == person:
            return True
        return _("Only the person can leave; nobody can be put out from here. Nothing was changed.")
    if by_standing != MEMBER:
        return _("The members of the group say how someone stands. Nothing was changed.")
    return True


def may_make_link_for(*, by: str, person: str, by_standings: Collection[str]) -> Answer:
    """
    Say whether someone may make or withdraw a personal link: for oneself, or as a member for a fellow.

    ``by_standings`` are one's standings in the groups in which both are now. Whoever is on the way in,
    observes or comes from outside could otherwise come in as somebody else.
    """
    if by == person or MEMBER in by_standings:
        return True
    if by_standings:
        return _("A member of the group can make a new link for somebody. Their link was not changed.")
    return _("You share no group with this person. Their link was not changed.")


def may_be_scanned(address: str) -> Answer:
    """Say whether another device reaches the room at an address, so that a QR code of it helps anybody."""
    if not _only_here(urlsplit(address).hostname or ""):
        return True
    return _(
        "At this address the room is open on this machine only, so there is no QR code: a phone could not "
        "open it. For phones, start the room with “workbench serve --host” and the address of this machine "
        "in your network, and come in there. The link stays good; it then begins with that address."
    )


def _only_here(host: str) -> bool:
    name = host.rstrip(".").lower()
    try:
        number = ip_address(name)
    except ValueError:
        return name in {"", "localhost"} or name.endswith(".localhost")
    if isinstance(number, IPv6Address) and number.ipv4_mapped:
        number = number.ipv4_mapped
    return number.is_loopback or number.is_unspecified


def is_many(here: Collection[object]) -> bool:
    """Say whether a group is larger than most in which everybody is heard; only a hint is made of it."""
    return len(here) > SOFT_LIMIT


def initials(names: Mapping[str, str]) -> dict[str, str]:
    """Return short letters for each name, by id; people with the same letters are told apart by number."""
    letters: dict[str, str] = {}
    taken: dict[str, int] = {}
    for person, name in names.items():
        short = "".join(part[0] for part in name.split()[:3]).upper() or "?"
        taken[short] = taken.get(short, 0) + 1
        letters[person] = short if taken[short] == 1 else f"{short}{taken[short]}"
    return letters


# ---------------------------------------------------------------- one's own keys


def may_use_this_key(*, held: str, in_use: str | None) -> Answer:
    """Say whether the key that a device carries is the one in use, so that it can be sealed and handed on."""
    if held == in_use:
        return True
    return _(
        "Your name was begun anew on another device, and this one still has your earlier key. Nothing was "
        "changed. If it was you, your earlier records are brought back on that device. If it was not, ask a "
        "member of your group for a new link."
    )


def may_choose_first_passphrase(*, has_one: bool) -> Answer:
    """Say whether a first passphrase may be set: only where there is none, by whoever has the key."""
    if not has_one:
        return True
    return _("You have a passphrase already: it was chosen on another page or device. Nothing was changed. "
             "To change it, type the one of now as well.")  # fmt: skip


def may_change_passphrase(*, proved: bool) -> Answer:
    """Say whether a passphrase may be changed: by who knows the one before, or the recovery code."""
    if proved:
        return True
    return _("That is not your passphrase of now, nor your recovery code. Nothing was changed. Try again.")


def may_make_a_way_in(*, provable: bool, proved: bool) -> Answer:
    """
    Say whether one more secret may open one's key for good: a recovery code, a part held by peers.

    Whoever picks up an open device could otherwise make one, and read what is written much later.
    """
    if proved:
        return True
    if provable:
        return _(
            "That is not your passphrase, nor your recovery code of now. Nothing was changed. Try again."
        )
    return _("You have no passphrase yet. Nothing was changed. Choose one first, then do this.")


def may_choose_peers(*, chosen: Collection[str], known: Collection[str], needed: int) -> Answer:
    """Say whether these people, and so many of them, may be asked to help open one's records again."""
    if not set(chosen) <= set(known):
        return _("One of these people is in no group with you, or has no passphrase yet. Nothing was "
                 "changed.")  # fmt: skip
    if not 2 <= len(chosen) <= MOST_HELPERS:
        return _("Choose from two to ten people. Nothing was changed.")
    if not 2 <= needed <= len(chosen):
        return _("At least two have to help together, and no more than you chose. Nothing was changed.")
    return True


def may_hand_on(*, compared: str, in_use: str | None, has_passphrase: bool) -> Answer:
    """Say whether a part may be handed on: to the key whose number was compared, if no link opens it."""
    if compared != in_use:
        return _("A new key was begun in their name since you compared the number. Nothing was handed on. "
                 "Speak with them once more, and compare the number that this page shows now.")  # fmt: skip
    if has_passphrase:
        return True
    return _("They have not chosen a passphrase yet, so whoever had their link could open what you hand on. "
             "Nothing was handed on. Ask them to choose one first.")  # fmt: skip


def may_bring_back(*, has_passphrase: bool) -> Answer:
    """Say whether earlier records may be sealed for the key in use: one that a link alone does not open."""
    if has_passphrase:
        return True
    return _("Your key of now has no passphrase yet, so whoever had your link could read along. Nothing was "
             "changed. Choose a passphrase first, then bring your earlier records back.")  # fmt: skip
