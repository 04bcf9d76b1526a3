"""Keeps links, cookies and tickets out of the log."""

import logging
import re
from typing import Any

from tornado.log import access_log
from tornado.web import RequestHandler

SECRETS = re.compile(
    r"(?P<before>/join/|[?&](?:token|ticket|code|session_id|_xsrf)=|workbench-\d+=|known-\d+=|WORKBENCH_TICKET=)[^\s'\",;&)\]]+"
)

TOLD_ALREADY = "Error at server while executing cell"


def without_secrets(text: str) -> str:
    """Return a text with what opens doors taken out."""
    return SECRETS.sub(r"\g<before>...", text)


class Redaction(logging.Filter):
    """Takes secrets out of a record before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; drop what our own executor has told already, without what people wrote."""
        if str(record.msg).startswith(TOLD_ALREADY):
            return False
        record.msg, record.args = without_secrets(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = without_secrets(logging.Formatter().formatException(record.exc_info))
        elif record.exc_text:
            record.exc_text = without_secrets(record.exc_text)
        return True


def redact(logger: logging.Logger) -> None:
    """Put the redaction on each of a logger's handlers: what its children pass up goes through them too."""
    for handler in logger.handlers:
        if not any(isinstance(known, Redaction) for known in handler.filters):
            handler.addFilter(Redaction())


def log_request(handler: RequestHandler) -> None:
    """Write a line for a request: quietly, unless the server itself failed."""
    status = handler.get_status()
    level = logging.ERROR if status >= 500 else logging.INFO
    request: Any = handler.request
    line = f"{status} {request.method} {without_secrets(request.path)} {1000 * request.request_time():.0f} ms"
    logger: logging.Logger = getattr(handler, "log", access_log)
    logger.log(level, line)
