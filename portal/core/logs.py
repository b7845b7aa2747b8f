"""How the log is written: one line each, a traceback only where something is to be mended."""

import copy
import logging


class LineFormatter(logging.Formatter):
    """Leaves the traceback out of answers below 500.

    Django logs a refusal (403) or a wrong request (400) with the exception that
    said so; nothing broke, and its pages of traceback would hide what did.
    ``status_code`` is set by Django on what it logs about an answer.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the traceback of a failure."""
        status = getattr(record, "status_code", None)
        if status is not None and status < 500:
            # A copy: other handlers may want all of it.
            record = copy.copy(record)
            record.exc_info = record.exc_text = record.stack_info = None
        return super().format(record)
