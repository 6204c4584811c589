"""Offsets and scalars that lie are refused."""

import pandas as pd
import pytest
from pandas_lies import refused
from pandas_samples import EXTENSIONS
from skcore_pandas import offsets, scalars

PARIS = EXTENSIONS["zoned"].dtype
OFFSET_LIES = [
    (pd.offsets.BDay(), {"n": 10**9}),
    (pd.DateOffset(days=1), {"n": 2**40}),
    (pd.DateOffset(days=1), {"days": 2**63}),
    (pd.DateOffset(days=1), {"days": "1"}),
    (pd.DateOffset(days=1), {"weekday": 1.5}),
    (pd.offsets.Hour(), {"n": 2**63}),
    (pd.offsets.Hour(), {"n": 1.0}),
    (pd.offsets.Day(), {"normalize": 1}),
    (pd.offsets.Day(), {"month": 3}),
    (pd.offsets.YearEnd(), {"month": 13}),
    (pd.offsets.QuarterEnd(), {"startingMonth": 0}),
    (pd.offsets.Week(weekday=1), {"weekday": 7}),
    (pd.offsets.WeekOfMonth(week=1, weekday=1), {"week": -1}),
    (pd.offsets.SemiMonthEnd(), {"day_of_month": 99}),
    (pd.offsets.FY5253(weekday=1, startingMonth=1), {"variation": "first"}),
    (pd.offsets.BusinessHour(), {"start": ("09:00",)}),
    (pd.offsets.BusinessHour(), {"start": ()}),
    (pd.offsets.BDay(), {"offset": 5}),
    (pd.offsets.BDay(), {"calendar": None}),
]


@pytest.mark.parametrize(("obj", "lies"), OFFSET_LIES, ids=str)
def test_offsets(obj, lies):
    refused(offsets.Offset, obj, lies)


SCALAR_LIES = [
    (scalars.Timestamp, pd.Timestamp("2020"), {"value": 2**63}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"value": 1.5}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"unit": "D"}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"unit": ["s"]}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"tz": "Europe/Paris"}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"tz": PARIS}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"fold": 2}),
    (scalars.Timestamp, pd.Timestamp("2020-10-25 02:30").tz_localize(PARIS.tz, ambiguous=True), {"fold": 1}),
    (scalars.Timedelta, pd.Timedelta(1), {"value": -(2**63)}),
    (scalars.Timedelta, pd.Timedelta(1), {"unit": None}),
    (scalars.Period, pd.Period("2020", "D"), {"ordinal": 2**63}),
    (scalars.Period, pd.Period("2020", "D"), {"ordinal": "1"}),
    (scalars.Period, pd.Period("2020", "D"), {"freq": "D"}),
    (scalars.Period, pd.Period("2020", "D"), {"freq": pd.offsets.Easter()}),
    (scalars.Interval, pd.Interval(0, 1), {"left": 2}),
    (scalars.Interval, pd.Interval(0, 1), {"left": "0"}),
    (scalars.Interval, pd.Interval(0, 1), {"right": pd.Timestamp("2020")}),
    (scalars.Interval, pd.Interval(0, 1), {"closed": "on"}),
    (scalars.Missing, pd.NA, {"value": 1}),
]


@pytest.mark.parametrize(("handler", "obj", "lies"), SCALAR_LIES)
def test_scalars(handler, obj, lies):
    refused(handler, obj, lies)
