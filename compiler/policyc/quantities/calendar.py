"""Dates, months and full years, by the calendar: what 次月, 周岁 and 三个月后 come to. Only dates in, only dates out."""

from __future__ import annotations

import calendar
import datetime

from policyc.quantities.decimals import Rounding

FIRST_DAY = datetime.date.min.toordinal()
LAST_DAY = datetime.date.max.toordinal()


def full_years(birth: datetime.date, day: datetime.date) -> int:
    """周岁: full years from birth to day; who was born on 29 February ages on 1 March of common years. Negative before birth."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def last_day(month: datetime.date) -> datetime.date:
    """The last day of the month in which the date lies."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def shift_months(day: datetime.date, months: int, mode: Rounding) -> datetime.date:
    """``day`` moved by months. Where the month reached lacks the day: ``down`` its last day, ``up`` the first of the next.

    ValueError or OverflowError where that lies outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = datetime.date(year, month + 1, 1)
    end = last_day(first)
    if day.day <= end.day:
        return first.replace(day=day.day)
    return end if mode is Rounding.DOWN else end + datetime.timedelta(days=1)
