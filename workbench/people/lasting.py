"""Since when ways in have ended, and drafts have not been touched."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core.erasing import referred_to
from workbench.core.lasting import Lasting
from workbench.models.drafts import Draft
from workbench.models.people import Link, Membership, SignIn, Ticket
from workbench.models.vault import HandedShare, KeyPair, ShortCode

DRAFT, LINK, SIGN_IN, TICKET, CODE, SHARE = (
    "draft", "link", "sign-in", "ticket", "short code", "handed share",
)  # fmt: skip


def lasting(db: Session) -> list[Lasting]:
    """Return drafts since they were last typed in, and ways in since their end."""
    groups: dict[str, list[str]] = defaultdict(list)
    for person, group in db.execute(select(Membership.person_id, Membership.group_id)):
        groups[person].append(group)
    drafts = db.execute(select(Draft.id, Draft.author_id, Draft.at))
    found = [Lasting(DRAFT, row, who, tuple(groups[who]), at) for row, who, at in drafts]
    ended = db.execute(select(SignIn.id, SignIn.person_id, SignIn.ends_at, SignIn.ended_at))
    found += [Lasting(SIGN_IN, row, who, (), min(end, early or end)) for row, who, end, early in ended]
    tickets = db.execute(select(Ticket.id, Ticket.person_id, Ticket.ends_at))
    found += [Lasting(TICKET, row, who, (), end) for row, who, end in tickets]
    codes = db.execute(select(ShortCode.id, ShortCode.person_id, ShortCode.ends_at))
    found += [Lasting(CODE, row, who, (), end) for row, who, end in codes]
    shares = select(HandedShare.id, KeyPair.person_id, HandedShare.at).join(
        KeyPair, KeyPair.id == HandedShare.new_key_id
    )
    found += [Lasting(SHARE, row, who, (), at) for row, who, at in db.execute(shares)]
    links = db.execute(select(Link.id, Link.person_id, Link.ends_at, Link.revoked_at)).all()
    needed = referred_to(db, Link, [row[0] for row in links])
    found += [
        Lasting(LINK, row, who, (), min(end, early or end))
        for row, who, end, early in links
        if row not in needed
    ]
    return found
