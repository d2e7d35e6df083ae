"""What a name of a section file says: its number, its name, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.document import in_order, is_section, number, stem

HOME = "content/terms"


def ordered(*names, listed=(), home=HOME):
    """The names in a policy's order; they come backwards."""
    paths = [f"{home}/{name}" for name in reversed(names)]
    return [path.removeprefix(f"{home}/") for path in in_order(home, paths, listed)]


@pytest.mark.parametrize(
    ("path", "value", "name"),
    [
        ("content/terms/01-scope.md", (1,), "scope"),
        ("content/terms/1_scope.md", (1,), "scope"),
        ("10. Fees.md", (10,), "Fees"),
        ("2.1-fees.md", (2, 1), "1-fees"),
        ("007-bond.md", (7,), "bond"),
        ("١٢-fees.md", (12,), "fees"),
        ("１２-fees.md", (12,), "fees"),
        ("3scope.md", (3,), "3scope"),
        ("scope-2.md", (), "scope-2"),
        ("2.md", (2,), "2"),
        ("index.md", (), "index"),
        ("Ⅳ-fees.md", (), "Ⅳ-fees"),
    ],
)
def test_a_name_has_a_number_and_a_stem(path, value, name):
    assert (number(path), stem(path)) == (value, name)


@pytest.mark.parametrize(
    "names",
    [
        ["index.md", "1-a.md", "2-b.md", "10-c.md"],
        ["01-a.md", "02-b.md", "10-c.md", "100-d.md"],
        ["1-a.md", "01-b.md", "2-c.md"],
        ["01-a.md", "1-a.md", "2-b.md"],  # alike but for the zero: by the path
        ["1-a.md", "1.1-b.md", "1.2-c.md", "1.10-d.md", "2-e.md"],
        ["9-z.md", "10-a.md", "Annex.md", "annex.md"],
        ["١-a.md", "2-b.md", "٣-c.md", "１０-d.md"],
        ["1-part/2-a.md", "1-part/10-b.md", "2-part/1-a.md", "10-part/1-a.md"],
        ["index.md", "0-preamble.md", "1-scope.md"],
        ["1-" + "9" * 200 + ".md", "2-a.md"],
    ],
)
def test_files_stand_by_their_numbers(names):
    assert ordered(*names) == names


def test_names_without_unequal_numbers_stand_as_they_always_did():
    names = ["01-b.md", "02-a.md", "10-x.md", "Annex.md", "annex/a.md", "fees-a.md", "fees.md"]
    assert ordered(*names) == sorted(names)


@given(st.lists(st.from_regex(r"[0-9]{0,3}[-_. a-zA-Z１٢]{1,3}\.md", fullmatch=True), unique=True))
def test_the_order_is_total(names):
    paths = [f"{HOME}/{name}" for name in names]
    assert in_order(HOME, paths) == in_order(HOME, paths[::-1])
    assert sorted(in_order(HOME, paths, names)) == sorted(paths)


def test_a_readme_is_no_section_unless_it_is_listed_or_alone():
    assert ordered("index.md", "1-a.md", "README.md") == ["index.md", "1-a.md"]
    assert ordered("index.md", "annex/readme.md") == ["index.md"]
    assert ordered("README.md") == ["README.md"]
    assert in_order("content/README.md", ["content/README.md"]) == ["content/README.md"]
    listed = ordered("index.md", "1-a.md", "README.md", listed=["1-a.md", "README.md"])
    assert listed == ["index.md", "1-a.md", "README.md"]


def test_the_configuration_can_give_the_order():
    names = ["index.md", "1-a.md", "10-c.md", "2-b.md", "3-d.md"]
    assert ordered(*names, listed=names[1:4]) == names


def test_what_a_section_file_is():
    assert is_section("content/terms/1-a.md")
    assert is_section("2. Fees.md")
    assert not is_section("2fees.md")
    assert not is_section("1-a.txt")
