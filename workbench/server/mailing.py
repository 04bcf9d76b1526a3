"""
Mail from an open room, through the server that whoever runs it has named; without one, none is sent.

``WORKBENCH_SMTP`` is ``smtp://name:password@host:port`` (sealed by STARTTLS where the server offers it) or
``smtps://...``; ``WORKBENCH_MAIL_FROM`` is the address that the mails come from.
"""

import logging
import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from workbench.core.desk import Desk
from workbench.core.store import Store
from workbench.cycles import reminding
from workbench.cycles.reminding import Due

SECONDS = 20
PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class Post:
    """The mail server that was named."""

    scheme: str
    host: str
    port: int
    name: str
    password: str
    sender: str


def post() -> Post | None:
    """Return the mail server that whoever runs the room has named; None where there is none."""
    named, sender = os.environ.get("WORKBENCH_SMTP", ""), os.environ.get("WORKBENCH_MAIL_FROM", "")
    told = urlsplit(named)
    if told.scheme not in PORTS or not told.hostname or not sender:
        return None
    name, password = unquote(told.username or ""), unquote(told.password or "")
    return Post(told.scheme, told.hostname, told.port or PORTS[told.scheme], name, password, sender)


def remind(store: Store, through: Post) -> int:
    """Send the reminders that are due, each marked once it has gone out; return how many went."""
    at = store.clock()
    with store.reading() as db:
        waiting = reminding.due(db, at=at)
    sent = 0
    for each in waiting:
        try:
            _send(each, through)
        except (OSError, smtplib.SMTPException) as error:
            logging.getLogger(__name__).error("A reminder was not sent: %s", type(error).__name__)
            continue
        with Desk(store, "").transaction() as db:
            reminding.mark_sent(db, person=each.person, at=at)
        sent += 1
    return sent


def _send(due: Due, through: Post) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = through.sender, due.address, due.subject
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(due.words)
    sealed = ssl.create_default_context()
    if through.scheme == "smtps":
        line: smtplib.SMTP = smtplib.SMTP_SSL(through.host, through.port, timeout=SECONDS, context=sealed)
    else:
        line = smtplib.SMTP(through.host, through.port, timeout=SECONDS)
    with line:
        line.ehlo()
        if through.scheme == "smtp" and line.has_extn("starttls"):
            line.starttls(context=sealed)
            line.ehlo()
        if through.name:
            line.login(through.name, through.password)
        line.send_message(mail)
