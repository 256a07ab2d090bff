"""The day's work: an ordered list of duties, and doing them. Done twice, or after days that were missed, it ends the
same; what comes late is done and dated on the day it is done."""

from __future__ import annotations

from caseclose.casework.services.daily.day import DaysWork, Ended, Reach, duty_names, work_day

__all__ = ["DaysWork", "Ended", "Reach", "duty_names", "work_day"]
