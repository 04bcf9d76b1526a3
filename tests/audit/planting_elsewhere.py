"""Words of people outside of the forms: in keys and drafts, and in the files beside the store."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session as Db

from workbench.models.base import new_id
from workbench.models.drafts import Draft
from workbench.models.people import Link, SignIn, Ticket
from workbench.models.vault import Box, BoxKey, HandedShare, KeyPair, Share, ShortCode, Wrap

if TYPE_CHECKING:
    from tests.audit.planting import Planted


def plant_ways_in(planted: "Planted", db: Db, name: str, other: str) -> None:
    """Put something into each column of keys and sealed words, though nothing of it opens."""
    me, at, later = planted.id(name), planted.clock(), planted.clock() + timedelta(days=30)
    pair = KeyPair(person_id=me, public=planted.data(name, "key_pairs.public"), made_at=at, ended_at=at)
    link = Link(
        person_id=me, made_by_id=planted.id(other), token_hash=planted.word(name, "links.token_hash"),
        made_at=at, ends_at=later,
    )  # fmt: skip
    box = Box(
        about=f"other/{new_id()}/1/{me}", owner_id=me, sealed=True, made_at=at,
        words=planted.data(name, "boxes.words"), came_from=planted.word(name, "boxes.came_from"),
    )  # fmt: skip
    db.add_all([pair, link, box])
    db.flush()
    share = Share(
        key_id=pair.id, holder_id=planted.id(other), holder_key_id=pair.id, needed=2, made_at=at,
        sealed=planted.data(name, "shares.sealed"),
    )  # fmt: skip
    db.add(share)
    db.flush()
    db.add_all(
        [
            BoxKey(
                box_id=box.id, reader_id=planted.id(other), key_id=pair.id, grant="g",
                sealed=planted.data(name, "box_keys.sealed"),
            ),
            HandedShare(
                share_id=share.id, new_key_id=pair.id, at=at,
                sealed=planted.data(name, "handed_shares.sealed"),
            ),
            Wrap(
                key_id=pair.id, kind="link", link_id=link.id, salt=planted.data(name, "wraps.salt"),
                wrapped=planted.data(name, "wraps.wrapped"), made_at=at,
            ),
            ShortCode(
                person_id=me, link_id=link.id, code_hash=planted.word(name, "short_codes.code_hash"),
                key_id=pair.id, salt=planted.data(name, "short_codes.salt"), made_at=at, ends_at=later,
                wrapped=planted.data(name, "short_codes.wrapped"),
            ),
            SignIn(
                person_id=me, link_id=link.id, cookie_hash=planted.word(name, "sign_ins.cookie_hash"),
                made_at=at, ends_at=later, device=planted.word(name, "sign_ins.device"), key_id=pair.id,
                wrapped=planted.data(name, "sign_ins.wrapped"),
            ),
            Ticket(
                person_id=me, ticket_hash=planted.word(name, "tickets.ticket_hash"), ends_at=later,
                key_id=pair.id, wrapped=planted.data(name, "tickets.wrapped"),
            ),
            Draft(
                author_id=me, place=f"reading:{planted.group}", at=at,
                values=json.dumps({"words": planted.word(name, "drafts.values")}),
            ),
            Draft(
                author_id=me, place="elsewhere", values="", key_id=pair.id, at=at,
                sealed=planted.data(name, "drafts.sealed"),
            ),
        ]
    )  # fmt: skip


def leave_in_files(planted: "Planted") -> None:
    """Leave words in notebooks that were run, in checkpoints, in exports, in an older store."""
    every = "\n".join(word for words in planted.mine.values() for word in words)
    for notebook in sorted(planted.workspace.notebooks.rglob("*.ipynb")):
        told = json.loads(notebook.read_text("utf-8"))
        for cell in told["cells"]:
            if cell["cell_type"] == "code":
                cell["execution_count"] = 1
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": every}]
        notebook.write_text(json.dumps(told), "utf-8")
        checkpoints = notebook.parent / ".ipynb_checkpoints"
        checkpoints.mkdir(exist_ok=True)
        (checkpoints / f"{notebook.stem}-checkpoint.ipynb").write_text(json.dumps(told), "utf-8")
    exports = planted.workspace.exports
    (exports / "all").mkdir(parents=True)
    (exports / "all" / "entries.csv").write_text(every, "utf-16")
    write_zipped(exports / "assessments.xlsx", every)
    assert planted.store.file is not None
    planted.store.file.with_name("store.sqlite.before-0002").write_bytes(every.encode())


def write_zipped(file: Path, text: str) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("sheet.xml", text)
