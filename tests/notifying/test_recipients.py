"""The recipients' file as spreadsheets write it: whoever is named beyond doubt is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.errors import GazetteError
from gazette.model import Finding
from gazette.notifying.recipients import Recipient, read

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "address,language,name\n"
KIM = "kim@example.com"
SOUND = {
    "plain": HEAD + "kim@example.com,ko,Kim\n",
    "a no-break space in a name": HEAD + "kim@example.com,ko,Kim\u00a0M\n",
    "a joiner in a name": HEAD + "kim@example.com,ko,\u0645\u06cc\u200c\u062e\u0648\n",
    "a note of two lines": HEAD.replace("name", "note") + 'kim@example.com,ko,"1\n2"\n',
    "empty columns": "address,language,name,,\nkim@example.com,ko,Kim,,\n,,,,\n",
    "empty columns cut off": "address,language,name,,\nkim@example.com,ko\n",
    "a column without a name": "address,,language\nkim@example.com,x,ko\n",
    "a separator line": "sep=;\naddress;language\nkim@example.com;ko\n",
    "a separator line in quotes": '\ufeff"sep=,"\r\naddress,language\r\nkim@example.com,ko\r\n',
    "semicolons of Excel": '\ufeffaddress;language;name\r\nkim@example.com;ko;"Kim; M"\r\n',
    "tabs": "address\tlanguage\tname\nkim@example.com\tko\tKim, M; N\n",
    "a head with a comma in a name": 'address;language;"name, first"\nkim@example.com;ko;x\n',
    "quotes around all": '"Address","Language"\n"kim@example.com","ko"\n',
    "returns alone": "address,language\rkim@example.com,ko\r",
    "blanks around": " Address\u00a0,language\n\u00a0kim@example.com\u00a0,\u200bko\u200b\n",
    "no end of the last line": "address,language\nkim@example.com,ko",
    "empty lines": "address,language\n\nkim@example.com,ko\n\n\n",
}


def found(folder: Path, text: str, needed: frozenset[str] = frozenset()) -> list[object]:
    file = folder / "r.csv"
    file.write_bytes(text.encode())
    return [*read(file, ["en", "ko"], needed)]


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_what_spreadsheets_write_is_read(tmp_path: Path, text: str) -> None:
    (kim,) = found(tmp_path, text)
    assert isinstance(kim, Recipient), kim
    assert (kim.address, kim.lang, kim.known) == (KIM, "ko", True)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("o'brien+x@example.com", "o'brien+x@example.com"),
        ("kim@my_host.example.com", "kim@my_host.example.com"),
        ("kim@Straße.example", "kim@xn--strae-oqa.example"),
        ("kim@XN--STRAE-OQA.example", "kim@xn--strae-oqa.example"),
        ("kim@例え。テスト", "kim@xn--r8jz45g.xn--zckzah"),
        ("jo\u0308rg@example.com", "j\u00f6rg@example.com"),
        ("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"),
    ],
)
def test_addresses_are_as_servers_take_them(tmp_path: Path, text: str, address: str) -> None:
    (one,) = found(tmp_path, f"address,language\n{text},ko\n")
    assert isinstance(one, Recipient), one
    assert one.address == address


@pytest.mark.parametrize(
    ("row", "line", "words"),
    [
        ("kim@example.com,ko,Kim, M", 2, "The line has 4 columns, and the first line 3."),
        ("kim@example.com", 2, "The line has 1 columns"),
        ('"kim@example.com\nBcc: x@example.com",ko,Kim', 2, '"address" has a line end'),
        ('kim@example.com,ko,"a\nb"', 2, '"name" has a line end'),
        ("kim@example.com,ko,a\u202eb", 2, '"name" has a line end or another control'),
        ("kim@example.com,ko,", 2, "The e-mail template uses name, which is empty"),
        ("ｋｉｍ@example.com,ko,Kim", 2, 'looks like "kim@example.com"'),
        ("kim@xn--a.example,ko,Kim", 2, "is not an e-mail address."),
        ("Kim <kim@example.com>,ko,Kim", 2, "is not an e-mail address."),
        ("kim@example.com; ada@example.com,ko,Kim", 2, "is not an e-mail address."),
    ],
)
def test_what_is_in_doubt_is_told_at_its_line(
    tmp_path: Path, row: str, line: int, words: str
) -> None:
    bad, good = found(tmp_path, f"{HEAD}{row}\nada@example.com,ko,Ada\n", frozenset({"name"}))
    assert isinstance(bad, Finding)
    assert isinstance(good, Recipient)
    assert (bad.place.line, words in bad.what) == (line, True), bad


def test_lines_are_counted_with_the_separator_line(tmp_path: Path) -> None:
    bad, good = found(
        tmp_path, 'sep=;\naddress;language;x\nnobody;ko;"1\n2"\nkim@example.com;ko;\n'
    )
    assert isinstance(bad, Finding)
    assert isinstance(good, Recipient)
    assert (bad.place.line, good.line) == (3, 5)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("email,address,lang\na,b,de\n", ':1: error: Two columns are called "address".'),
        ("name\nKim\n", ":1: error: The first line must name the columns"),
        ("sep=;\nname\nKim\n", ":2: error: The first line must name the columns"),
        ('address,language\nkim@example.com,ko\n"a"b,ko\n', ":3: error: The file is not CSV"),
    ],
)
def test_a_file_that_says_nothing_clear_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(GazetteError) as refused:
        found(tmp_path, text)
    assert told in str(refused.value)
