"""What people and their links look like on screen."""

import os
from collections.abc import Mapping, Sequence

import segno

from widgets import prose
from widgets.form import Action, Field, Form, Values
from widgets.prose import Html
from workbench.core.clock import shown
from workbench.core.words import _
from workbench.people.queries import Fellow, LinkMade
from workbench.people.rules import (
    ALLY,
    FORMING,
    MEMBER,
    OBSERVER,
    is_many,
    may_be_scanned,
    readers_in_group,
    standing_words,
)

KEYS, TELLING = "/keys", "/what-happens"


def room_address() -> str:
    """Return the address of the room, without a slash at its end; empty where the page does not know it."""
    return os.environ.get("WORKBENCH_URL", "").rstrip("/")


def to_keys() -> Html:
    """Return the way to one's own keys and devices, in a room; a desk of one's own has no such page."""
    if not room_address():
        return Html("")
    return prose.para(prose.link(_("My keys and devices"), KEYS))


def to_what_happens() -> Html:
    """Return the way to the page that says what happens to what one writes, in a room."""
    if not room_address():
        return Html("")
    return prose.para(prose.link(_("What happens to what I write, in full"), TELLING))


def to_other_groups(others: Sequence[tuple[str, str]], page: str) -> Html:
    """Return the way to the same page of one's other groups (id and name); nothing where there are none."""
    if not others:
        return Html("")
    links = [prose.link(name, f"{page}?group={id_}") for id_, name in others]
    told = prose.together(links[0], *(part for link in links[1:] for part in (" · ", link)))
    return prose.para(prose.together(_("Also yours:"), " ", told))


def link_once(token: str, name: str, address: str) -> Html:
    """Return a personal link, and its QR code if others reach the room, for the moment they are shown."""
    url = f"{address}/join/{token}"
    blocks: list[object] = [
        prose.heading(_("The personal link of {name}").format(name=name)),
        prose.notice(
            _("It is shown only now and only to you. Whoever has it comes in as this person, so give it to "
              "them alone. It works for a year and can be replaced here at any time."),
            "care",
        ),
        prose.para(url),
    ]  # fmt: skip
    answer = may_be_scanned(address) if address else _("Put the address of the room before it.")
    blocks.append(Html(f'<div class="wb-qr">{qr(url)}</div>') if answer is True else prose.para(str(answer)))
    return prose.together(*blocks)


def qr(url: str, title: str = "") -> str:
    """Return a QR code as an inline picture, dark on light also on a dark page."""
    title = title or _("QR code of the personal link")
    return str(
        segno.make(url, error="m", micro=False).svg_inline(
            scale=5, border=3, dark="#000", light="#fff", title=title
        )
    )


def group_shown(name: str, zone: str, fellows: Sequence[Fellow], me: str) -> Html:
    """Return a group: its name, its time zone, who is in it and how they stand."""
    listed = [
        (
            _("{name} (you)").format(name=fellow.name) if fellow.id == me else fellow.name,
            standing_words(fellow.standing),
        )
        for fellow in fellows
    ]
    blocks: list[object] = [
        prose.heading(name),
        prose.para(_("Times are shown as in {zone}.").format(zone=zone)),
        prose.people(listed),
    ]
    if any(fellow.standing == FORMING for fellow in fellows):
        blocks.append(prose.para(on_the_way_in()))
    if is_many([fellow for fellow in fellows if fellow.standing in {FORMING, MEMBER}]):
        blocks.append(
            prose.notice(
                _("There are more than eight of you now. A round takes longer and some say less; many groups "
                  "of this size become two. Nothing here depends on it.")
            )
        )  # fmt: skip
    return prose.together(*blocks)


def on_the_way_in() -> str:
    """Return what it means to be on the way in, who changes it, and where."""
    return _(
        "Whoever is on the way in takes part as members do; a member says when that changes, on this page "
        "under “How someone stands”."
    )


def until() -> str:
    """Return how long somebody invited stays on the way in."""
    return _("They are on the way in until a member says otherwise, under “How someone stands”.")


def links_told(links: Sequence[LinkMade], zone: str) -> Html:
    """Return the lines about links that others made for the reader in place of an earlier one."""
    return prose.together(
        *(
            prose.notice(
                _("A new link for you was made by {name} on {when}. The one before stopped working. "
                  "If you did not ask for it, make a new one here, and speak with {name}.").format(
                    name=link.by, when=shown(link.at, zone)
                ),
                "care",
            )
            for link in links
        )
    )  # fmt: skip


def invite_fields(known: Mapping[str, str]) -> list[Field]:
    """Return what an invitation asks."""
    hint = _("As they write it themselves.")
    fields = [Field("name", _("Name of someone new"), "line", hint=hint, seen_by=readers_in_group())]
    if known:
        hint = _("They keep the link they have.")
        fields.append(
            Field("known", _("Or someone from another group of yours"), "select", _options(known), hint=hint)
        )
    return fields


def standing_fields(fellows: Sequence[Fellow]) -> list[Field]:
    """Return what a change of standing asks."""
    standings = tuple((word, standing_words(word)) for word in (FORMING, MEMBER, OBSERVER, ALLY))
    hint = _("Observers and allies see the group's pages and judge nobody. An ally comes from outside.")
    return [
        Field("person", _("Who"), "select", _options({f.id: f.name for f in fellows})),
        Field("standing", _("How they stand from now on"), "choice", standings, hint=hint),
    ]


def lost_fields(fellows: Sequence[Fellow], me: str) -> list[Field]:
    """Return whose lost link can be replaced."""
    others = {fellow.id: fellow.name for fellow in fellows if fellow.id != me}
    return [Field("person", _("Who has lost their link"), "select", _options(others))]


def sure_to_renew() -> str:
    """Return what a new link for somebody else brings with it, before it is made."""
    return _("Their old link stops working and their devices are signed out. They will see that you did it. "
             "If they have no passphrase, only their old link opens what is sealed for them: drafts, and "
             "their own notes on differences. Nothing opens that any more then.")  # fmt: skip


def own_link_actions(*, bare: bool) -> list[Action]:
    """Return what one can do with one's own link; ``bare`` says that nothing else opens one's key."""
    later = _("Every device is signed out, this one too. A member can make you a new link later.")
    if bare:
        later += " " + _("You have no passphrase, so nothing will open your drafts and your own notes on "
                         "differences any more. To keep them, choose a passphrase first.")  # fmt: skip
    return [
        Action(
            "renew",
            _("Make a new link"),
            confirm=_("The link you have stops working. Devices that are signed in stay so."),
        ),
        Action(
            "renew_all",
            _("Make a new link and sign every device out"),
            confirm=_("This page stops too, a moment after it has shown the new link. Copy it at once."),
        ),
        Action("revoke", _("Withdraw my link"), "quiet", confirm=later),
    ]


def _options(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(names.items())


def typed(values: Values, name: str) -> str:
    """Return one typed text."""
    return str(values.get(name, ""))


def empty(form: Form) -> None:
    """Empty a form after what it held was done."""
    form.fill(**dict.fromkeys(form.values, ""))
