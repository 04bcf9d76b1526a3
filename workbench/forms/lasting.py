"""Since when proposed versions of forms stand that the group has not adopted."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.core.lasting import Lasting
from workbench.forms.rules import PROPOSED
from workbench.models.forms import FormVoice, GroupForm

FORM = "proposed form"


def lasting(db: Session) -> list[Lasting]:
    """Return proposals that were never adopted, each since the last word about it."""
    spoken: dict[str, datetime] = {
        form: at
        for form, at in db.execute(
            select(FormVoice.form_id, func.max(FormVoice.at)).group_by(FormVoice.form_id)
        )
    }
    adopted = select(GroupForm.parent_id).where(GroupForm.parent_id.is_not(None))
    rows = db.scalars(select(GroupForm).where(GroupForm.fate == PROPOSED, GroupForm.id.not_in(adopted)))
    return [
        Lasting(FORM, row.id, row.by_id, (row.group_id,), max(row.at, spoken.get(row.id, row.at)))
        for row in rows
    ]
