"""
Gradients: each sets theirs down alone, all are shown together (DOMAIN 2.8, step 7).

Detached ones lie sealed for those who take part until they are shown; then only how many lie on each label
is kept, all written at one moment in the order of the scale, and what was sealed goes for good.
"""

import json
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from workbench.core import vault
from workbench.core.erasing import erasing
from workbench.core.keys import in_use, own_key
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.decisions import queries, rules
from workbench.decisions.services import writing
from workbench.models.decisions import DetachedDots, Dot, DotsShown
from workbench.models.forms import Remark
from workbench.models.sessions import Session
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART
from workbench.sessions import queries as sessions


def _about(session: str, number: int, option: str, by: str) -> str:
    return f"dot {session} {number} {option} {by}"


def give(db: Db, *, by: str, session: str, labels: Mapping[str, str], at: datetime) -> None:
    """Set down where one stands to options (by id) in the round that is open; once, and alone."""
    found = sessions.row(db, session)
    now = queries.newest(db, session)
    if now is None:
        raise Refused(_("It is not said yet what is to be decided, and how. Nothing was sent in."))
    number = len(queries.dots_shown(db, session)) + 1
    here = select(Remark.id).where(Remark.about == session, Remark.kind == queries.OPTION)
    refuse_unless(
        rules.may_give_dots(
            writing=writing(db, found, by), scope=now.scope,
            given=by in queries.givers(db, session, number), labels=labels, options=set(db.scalars(here)),
            number=number,
        )
    )  # fmt: skip
    for option, label in labels.items():
        about = _about(session, number, option, by)
        hidden = _sealed(db, found, label, about) if now.dots == rules.DETACHED else None
        db.add(
            Dot(
                session_id=session, option_id=option, round=number, label="" if hidden else label,
                sealed=hidden, by_id=by, at=at,
            )
        )  # fmt: skip
    db.flush()


def _sealed(db: Db, found: Session, label: str, about: str) -> bytes:
    """Seal a label for each who takes part: whoever shows all can open it, and the file tells nobody."""
    own_key(db)
    here = [f.id for f in people.fellows_of(db, found.group_id) if f.standing in TAKING_PART]
    pairs = [(person, pair) for person in here if (pair := in_use(db, person)) is not None]
    padded = label.ljust(max(map(len, rules.LABELS))).encode()
    return json.dumps(
        {person: b64encode(vault.seal_for(pair.public, padded, about)).decode() for person, pair in pairs}
    ).encode()


def show(db: Db, *, by: str, session: str, at: datetime) -> None:
    """Show the dots of the open round together; nobody is waited for."""
    found = sessions.row(db, session)
    now = queries.newest(db, session)
    earlier = queries.dots_shown(db, session)
    number = len(earlier) + 1
    rows = db.scalars(select(Dot).where(Dot.session_id == session, Dot.round == number)).all()
    by_option: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_option[row.option_id].add(row.by_id)
    refuse_unless(
        rules.may_show_dots(
            writing=writing(db, found, by), dots=now.dots if now else rules.NAMED,
            givers={row.by_id for row in rows}, by_option=by_option.values(),
            earlier=[each.givers for each in earlier],
        )
    )  # fmt: skip
    assert now is not None
    if now.dots == rules.DETACHED:
        _detach(db, session, number, list(rows), by=by)
    givers = sorted({row.by_id for row in rows})
    db.add(DotsShown(session_id=session, round=number, givers=givers, by_id=by, at=at))
    db.flush()


def _detach(db: Db, session: str, number: int, rows: list[Dot], *, by: str) -> None:
    """Turn sealed dots into how many lie on each label; what was sealed is erased."""
    key = own_key(db)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        mine = json.loads(row.sealed or b"{}").get(by)
        if mine is None:
            raise Refused(_("Some dots were given before you came, and do not open for you. Nothing was "
                            "shown. Somebody who was there shows them."))  # fmt: skip
        about = _about(session, number, row.option_id, row.by_id)
        label = vault.open_own(key, b64decode(mine), about).decode().strip()
        counts[row.option_id][label] += 1
    for option in sorted(counts):
        for label in rules.LABELS:
            if counts[option][label]:
                db.add(
                    DetachedDots(
                        session_id=session, option_id=option, round=number, label=label,
                        dots=counts[option][label],
                    )
                )  # fmt: skip
    db.flush()
    with erasing(db):
        db.execute(delete(Dot).where(Dot.session_id == session, Dot.round == number))
