"""What others' code does with a stranger's file costs no more than it may, and takes nothing down with it."""

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from pocli.apart import MEMORY, apart
from pocli.disk import foreign_file
from pocli.errors import PoError
from pocli.tables import workbook

HARM = PoError("this cannot be read", "save it again")


def refused() -> str:
    raise PoError("too large", "less")


def test_what_the_work_gives_or_refuses_comes_back() -> None:
    assert apart(lambda: "a\n€\0", HARM) == "a\n€\0"
    with pytest.raises(PoError) as raised:
        apart(refused, HARM)
    assert (raised.value.message, raised.value.hint) == ("too large", "less")


@pytest.mark.parametrize(
    "work", [os.abort, lambda: "x" * (MEMORY + 1), lambda: str(1 // 0)], ids=["aborted", "large", "wrong"]
)
def test_what_comes_to_harm_is_told_and_goes_no_further(work: object, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PoError) as raised:
        apart(work, HARM)  # type: ignore[arg-type]
    assert raised.value is HARM
    assert capfd.readouterr().err == ""


def test_a_cell_far_away_takes_no_memory(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    plan = Path(__file__).parent / "cli" / "plan.xlsx"
    shutil.copy(plan, tmp_path / "far.xlsx")
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(plan) as old, zipfile.ZipFile(tmp_path / "far.xlsx", "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == name:
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                assert b"</sheetData>" in text
                text = text.replace(b"</sheetData>", far)
            new.writestr(part, text)
    with pytest.raises(PoError, match=r"far.xlsx` is an Excel file: it cannot be read"):
        foreign_file.text(str(tmp_path / "far.xlsx"), workbook.table)
