"""A published framework brought to a group: as offers, of which nothing is adopted or proposed by it."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.frameworks import framework
from workbench.exchange.names import group_called
from workbench.models.practice import Offer
from workbench.people.queries import fellows_of


@dataclass(frozen=True)
class Offered:
    """What came of it: the framework's title, how many items were read, and how many are new here."""

    title: str
    origin: str
    licence: str
    read: int
    added: int
    written: bool


def offer(
    desk: Desk, path: Path, *, group: str | None, origin: str = "", licence: str = "", title: str = "",
    encoding: str | None = None, dry_run: bool = False,
) -> Offered:  # fmt: skip
    """
    Lay a framework before a group as offers, whole or not at all.

    ``origin``, ``licence`` and ``title`` stand where the file does not say them. What is there already is
    not doubled.
    """
    if group is None:
        raise Refused(_("A framework is offered to one group. Nothing was written. Name it by --group."))
    told = framework(path, encoding=encoding)
    name, where, terms = title or told.title or path.stem, told.origin or origin, told.licence or licence
    if not where.strip():
        raise Refused(_("The file does not say where it is from. Nothing was written. Say so by --origin."))
    with desk.transaction() as db:
        here = group_called(db, group)
        first = next(iter(fellows_of(db, here.id)), None)
        if first is None:
            sentence = _("“{group}” has no members yet. Import them first, by “workbench import members”.")
            raise Refused(sentence.format(group=here.name))
        known = {
            (offer.part, offer.wording)
            for offer in db.scalars(select(Offer).where(Offer.group_id == here.id, Offer.framework == name))
        }
        new = [
            Offer(
                group_id=here.id, framework=name, origin=where, licence=terms, place=place, part=item.part,
                wording=item.wording, lack=item.lack, by_id=first.id, at=desk.now(),
            )
            for place, item in enumerate(told.items)
            if (item.part, item.wording) not in known
        ]  # fmt: skip
        if not dry_run:
            db.add_all(new)
            db.flush()
    return Offered(name, where, terms, len(told.items), len(new), written=not dry_run)
