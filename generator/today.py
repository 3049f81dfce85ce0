"""The day it is, where the readers are. The only clock of the project, read at the rim and passed on."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def today_in_vietnam() -> date:
    """Today in Asia/Ho_Chi_Minh, or the day of SOURCE_DATE_EPOCH (seconds, reproducible-builds.org) if that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return now.astimezone(ZONE).date()
