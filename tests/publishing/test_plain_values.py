"""Values of our own kinds, written as JSON and read again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.model import Finding, Place, Severity
from gazette.publishing.plain import Plain

PLAIN = Plain(Finding, Place, Severity)
ZONES = [UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland"), None]
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates()
    | st.sampled_from(Severity)
    | st.builds(Place, st.text(), st.integers())
    | st.datetimes(timezones=st.sampled_from(ZONES), allow_imaginary=False)
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.frozensets(st.text() | st.dates())
        | st.dictionaries(st.text(), inner)
    ),
)


@given(_VALUES)
def test_what_is_read_is_what_was_written(value: object) -> None:
    found = PLAIN.read(json.loads(json.dumps(PLAIN.written(value))))
    assert found == value
    assert type(found) is type(value)


def test_an_instant_keeps_its_zone() -> None:
    at = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    assert repr(PLAIN.read(PLAIN.written(at))) == repr(at)


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object(), [ZoneInfo("UTC")], (print,)])
def test_what_is_of_no_kind_that_is_named_is_not_written(value: object) -> None:
    with pytest.raises(KeyError):
        PLAIN.written(value)


@pytest.mark.parametrize(
    "found",
    [
        ["os.system", "true"],
        ["gazette.model.versions.Status", "in-force"],
        ["gazette.model.findings.Place", "a", 1, 2],
        ["date", "yesterday"],
        ["date", ["date"]],
        ["dict", "a"],
        [],
        [["tuple"]],
        ["gazette.model.findings.Severity", "deadly"],
    ],
)
def test_nothing_else_is_made_of_what_is_read(found: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        PLAIN.read(found)


def test_dates_are_no_instants() -> None:
    assert PLAIN.read(PLAIN.written(date(2026, 1, 2))) == date(2026, 1, 2)
