"""The day it is, where the readers are. The only clock of the project, read at the rim and passed on."""

from __future__ import annotations

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

from generator.model.dates import NotReadable
from generator.model.message import message

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def today_in_vietnam() -> date:
    """Today in Asia/Ho_Chi_Minh, or the day of SOURCE_DATE_EPOCH (seconds, reproducible-builds.org).

    Raises NotReadable when that is set to something else.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(ZONE).date()
    try:
        return datetime.fromtimestamp(int(epoch), ZONE).date()
    except (ValueError, OverflowError, OSError):
        raise NotReadable(message("SOURCE_DATE_EPOCH is not a number of seconds: “{text}”", text=epoch)) from None
