"""Since when proposed forms stand that the group has not adopted, and what was written about forms."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.core.lasting import Lasting
from workbench.forms.rules import PROPOSED
from workbench.models.forms import FormVoice, GroupForm, Remark

FORM, REMARK = "proposed form", "remark"


def lasting(db: Session) -> list[Lasting]:
    """Return proposals that were never adopted, since the last word about them, and what was written."""
    spoken: dict[str, datetime] = {
        form: at
        for form, at in db.execute(
            select(FormVoice.form_id, func.max(FormVoice.at)).group_by(FormVoice.form_id)
        )
    }
    adopted = select(GroupForm.parent_id).where(GroupForm.parent_id.is_not(None))
    rows = db.scalars(select(GroupForm).where(GroupForm.fate == PROPOSED, GroupForm.id.not_in(adopted)))
    proposed = [
        Lasting(FORM, row.id, row.by_id, (row.group_id,), max(row.at, spoken.get(row.id, row.at)))
        for row in rows
    ]
    kept = (Remark.words != "") | (Remark.tag != "")  # an emptied one stays where dots lie on it
    said = db.execute(select(Remark.id, Remark.by_id, Remark.group_id, Remark.at).where(kept))
    return [*proposed, *(Lasting(REMARK, remark, by, (group,), at) for remark, by, group, at in said)]
