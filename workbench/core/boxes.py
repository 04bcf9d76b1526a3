"""
Private words in boxes: put away for their owner, handed over to named readers, taken back, thrown away.

Whoever calls has asked the rules first. What a box holds is a mapping of plain values; ``about`` names the
record that it belongs to (kind, id, revision, owner) and is bound to the seal.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workbench.core import vault
from workbench.core.halves import lasting_half, own_half, public_half
from workbench.core.keys import key_of, own_key
from workbench.core.rights import Refused
from workbench.core.vault import Key, NotOpened
from workbench.core.words import _
from workbench.models.base import new_id
from workbench.models.vault import Box, BoxKey, KeyPair

AT_ONCE = 4000  # names in one question; SQLite takes more, but not without end


def about(kind: str, record: str, revision: int, owner: str) -> str:
    """Return the name of a box: what it belongs to, in which revision, and whose it is."""
    return f"{kind}/{record}/{revision}/{owner}"


def boxed(
    *, name: str, owner: str, public: tuple[str, bytes] | None, content: Mapping[str, Any], at: datetime,
    came_from: str | None = None,
) -> tuple[Box, BoxKey | None]:  # fmt: skip
    """Return a box and its owner's key to it, to be added; without a key of the owner's it stays open."""
    words = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    box = Box(
        id=new_id(),
        about=name,
        owner_id=owner,
        sealed=False,
        laid_open=False,
        words=words,
        came_from=came_from,
        made_at=at,
    )
    return box, _sealed(box, public) if public is not None else None


def _sealed(box: Box, public: tuple[str, bytes]) -> BoxKey:
    secret = vault.new_secret()
    box.words, box.sealed = vault.lock(secret, box.words, box.about), True
    return _key_to(box.id, box.about, secret, reader=box.owner_id, public=public, grant="")


def _key_to(
    box: str, name: str, secret: bytes, *, reader: str, public: tuple[str, bytes], grant: str
) -> BoxKey:
    key_id, half = public
    sealed = vault.seal_for(half, secret, _for(name, reader, grant))
    return BoxKey(box_id=box, reader_id=reader, key_id=key_id, grant=grant, sealed=sealed)


def _for(name: str, reader: str, grant: str) -> str:
    return f"{name}>{reader}/{grant}"


def put_away(db: Session, *, owner: str, name: str, content: Mapping[str, Any], at: datetime) -> None:
    """Put words into a box for their owner."""
    box, key = boxed(name=name, owner=owner, public=own_half(db, owner), content=content, at=at)
    db.add(box)
    db.flush()
    if key is not None:
        db.add(key)
        db.flush()


def contents(db: Session, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what the boxes of these names hold, of those that open here; the rules were asked before."""
    key, rest = key_of(db), iter(sorted(set(names)))
    found: dict[str, dict[str, Any]] = {}
    while some := list(islice(rest, AT_ONCE)):
        for box in db.scalars(select(Box).where(Box.about.in_(some), Box.sealed.is_(False))):
            found[box.about] = json.loads(box.words)
        if key is None:
            continue
        rows = db.execute(
            select(Box, BoxKey)
            .join(BoxKey, BoxKey.box_id == Box.id)
            .where(Box.about.in_(some), BoxKey.key_id == key.id)
        )
        for box, own in rows:
            if box.about not in found:
                held = _opened(box, own, key)
                if held is not None:
                    found[box.about] = held
    return found


def there(db: Session, names: Collection[str]) -> set[str]:
    """Return those of these names for which there is a box, and one that is sealed."""
    rest, found = iter(sorted(names)), set[str]()
    while some := list(islice(rest, AT_ONCE)):
        found |= set(db.scalars(select(Box.about).where(Box.about.in_(some), Box.sealed.is_(True))))
    return found


def unseal(db: Session, name: str) -> None:
    """Open a box for good: its owner shows what it holds to more than themselves."""
    held = contents(db, [name]).get(name)
    if held is None:
        raise Refused(_not_yours())
    box = db.scalars(select(Box).where(Box.about == name)).one()
    db.execute(delete(BoxKey).where(BoxKey.box_id == box.id))
    box.words, box.sealed = json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass"), False
    box.laid_open = True
    db.flush()


def _not_yours() -> str:
    return _(
        "These words are sealed for a key that you do not have any more. Nothing was shown or released. "
        "Bring the earlier key back first, under “My keys and devices”."
    )


def _secret(box: Box, own: BoxKey, key: Key) -> bytes:
    return vault.open_own(key, own.sealed, _for(box.about, own.reader_id, own.grant))


def _opened(box: Box, own: BoxKey, key: Key) -> dict[str, Any] | None:
    try:
        held: dict[str, Any] = json.loads(vault.unlock(_secret(box, own, key), box.words, box.about))
    except NotOpened:
        return None
    return held


def hand_over(db: Session, *, name: str, readers: Collection[str], grant: str) -> list[str]:
    """
    Seal a box's key for further readers; return those who have no key yet and so cannot read it.

    The owner's own key is needed for it: nobody else can hand anything over.
    """
    box = db.scalar(select(Box).where(Box.about == name))
    if box is None or not box.sealed:
        return []
    key = own_key(db)
    own = db.scalar(select(BoxKey).where(BoxKey.box_id == box.id, BoxKey.key_id == key.id))
    if own is None:
        raise Refused(_not_yours())
    secret, without = _secret(box, own, key), []
    for reader in readers:
        public = public_half(db, reader)
        if public is None:
            without.append(reader)
        elif reader != box.owner_id:
            db.add(_key_to(box.id, box.about, secret, reader=reader, public=public, grant=grant))
    db.flush()
    return without


def take_back(db: Session, grants: Collection[str], reader: str | None = None) -> None:
    """Remove the keys that were handed over by these grants: those of one reader, or everybody's."""
    given = delete(BoxKey).where(BoxKey.grant.in_(grants), BoxKey.grant != "")
    db.execute(given if reader is None else given.where(BoxKey.reader_id == reader))


def given(db: Session, names: Collection[str]) -> dict[str, dict[str, set[str]]]:
    """Return to whom the keys of sealed boxes are handed over: by name, by grant. Open boxes are left out."""
    found: dict[str, dict[str, set[str]]] = {name: {} for name in there(db, names)}
    rest = iter(sorted(found))
    while some := list(islice(rest, AT_ONCE)):
        rows = db.execute(
            select(Box.about, BoxKey.grant, BoxKey.reader_id)
            .join(BoxKey, BoxKey.box_id == Box.id)
            .where(Box.about.in_(some), BoxKey.grant != "")
        )
        for name, grant, reader in rows:
            found[name].setdefault(grant, set()).add(reader)
    return found


def throw_away(db: Session, names: Collection[str]) -> None:
    """Throw boxes away with all keys to them: nobody can read them any more."""
    boxes = select(Box.id).where(Box.about.in_(names))
    db.execute(delete(BoxKey).where(BoxKey.box_id.in_(boxes)))
    db.execute(delete(Box).where(Box.about.in_(names)))


def seal_what_waits(db: Session, person: str) -> None:
    """Seal the boxes that waited for their owner's passphrase; not what the owner laid open."""
    public = lasting_half(db, person)
    if public is None:
        return
    open_still = select(Box).where(Box.owner_id == person, Box.sealed.is_(False), Box.laid_open.is_(False))
    for box in db.scalars(open_still).all():
        db.add(_sealed(box, public))
    db.flush()


def seal_anew(db: Session, *, old: Key, new: Key) -> int:
    """Seal again for a new key what an earlier one of the same person opens; return how many boxes."""
    pair = db.get_one(KeyPair, new.id)
    rows = db.execute(
        select(Box, BoxKey).join(BoxKey, BoxKey.box_id == Box.id).where(BoxKey.key_id == old.id)
    ).all()
    anew = 0
    for box, own in rows:
        try:
            secret = _secret(box, own, old)
        except NotOpened:
            continue  # it was changed in the file: it stays as it is, and keeps nobody from the rest
        own.sealed = vault.seal_for(pair.public, secret, _for(box.about, own.reader_id, own.grant))
        own.key_id, anew = new.id, anew + 1
    db.flush()
    return anew
