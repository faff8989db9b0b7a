"""The shipped tables are as described, and `helping.data` refuses any other."""

from __future__ import annotations

import hashlib
import json
import shutil

import pandas as pd
import pytest
from frictionless import Package

from helping import data, evidence
from helping.cohort.tables import TABLES, VERSION
from helping.content import data_folder

SHIPPED = data_folder()
LIMIT = 4_000_000


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the data folder that the course then reads."""
    shutil.copytree(SHIPPED / "simulated", tmp_path / "simulated")
    shutil.copy(SHIPPED / "datapackage.json", tmp_path)
    monkeypatch.setenv("HELPING_DATA", str(tmp_path))
    return tmp_path


def described(folder, change):
    path = folder / "datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    change(package)
    path.write_text(json.dumps(package), "utf-8")


def replaced(folder, name, old, new):
    """Change a file and its fingerprint, as if it had been made so."""
    path = folder / "simulated" / f"{name}.csv"
    path.write_bytes(path.read_bytes().replace(old, new, 1))

    def fingerprint(package):
        for resource in package["resources"]:
            if resource["name"] == name:
                resource["hash"] = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"

    described(folder, fingerprint)


def test_the_package_is_valid_and_so_is_every_row():
    report = Package(str(SHIPPED / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert report.stats["tasks"] == len(TABLES) + 1  # the published figures


def test_the_package_describes_every_table_of_the_data_folder():
    package = Package(str(SHIPPED / "datapackage.json"))
    tables = {path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.csv")}
    assert {resource.path for resource in package.resources} == tables
    evidence_columns = [field.name for field in package.get_resource("evidence").schema.fields]
    assert evidence_columns == list(evidence.COLUMNS)


def test_every_column_has_a_meaning_and_every_number_a_unit_and_a_range():
    for name in data.names():
        for column, row in data.describe(name).iterrows():
            assert row["meaning"].endswith("."), (name, column)
            if row["type"] in ("integer", "number"):
                assert row["unit"], (name, column)
                assert row["values"], (name, column)


def test_the_package_says_that_nobody_is_real():
    package = json.loads((SHIPPED / "datapackage.json").read_text("utf-8"))
    assert "Invented" in package["description"]
    assert package["version"] == VERSION
    assert package["licenses"][0]["name"] == "CC-BY-4.0"


def test_the_shipped_files_are_small_plain_and_no_more_than_described():
    paths = list((SHIPPED / "simulated").iterdir())
    assert {path.stem for path in paths} == set(data.names()) == set(TABLES)
    assert sum(path.stat().st_size for path in paths) < LIMIT
    for path in paths:
        text = path.read_bytes().decode("utf-8")
        assert text.endswith("\n")
        assert "\r" not in text
        assert not text.startswith("\ufeff")


def test_types_are_as_promised():
    sessions = data.load("sessions")
    assert sessions["appointment"].dtype == "int64"
    assert sessions["distress"].dtype == "Int64"
    assert sessions["client_bond"].dtype == "float64"
    assert sessions["repaired"].dtype == "boolean"
    assert list(sessions["phase"].cat.categories) == [
        "commitment",
        "process",
        "change",
        "termination",
    ]
    assert sessions["session"].isna().sum() == (sessions["attendance"] == "missed").sum()
    assert sessions["distress"].isna().sum() > sessions["session"].isna().sum()


def test_tables_can_be_joined():
    joined = data.load("endings").merge(data.load("clients"), on="client_id", validate="1:1")
    joined = joined.merge(data.load("therapists"), on="therapist_id", validate="m:1")
    assert len(joined) == 1500
    assert joined.notna().all().all()


def test_a_table_is_a_copy():
    clients = data.load("clients")
    clients["age"] = 0
    assert data.load("clients")["age"].min() >= 17


def test_nothing_is_written_by_reading(copy):
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*")}
    for name in data.names():
        data.load(name)
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*")} == before


def test_an_unknown_table_is_named_with_those_there_are():
    with pytest.raises(
        data.DataError, match=r"There is no table 'session': choose one of th.*sess"
    ):
        data.load("session")


def test_a_missing_file_is_said_in_a_sentence(copy):
    (copy / "simulated" / "endings.csv").unlink()
    with pytest.raises(data.DataError, match=r"'endings' is missing: .*endings\.csv; run `make"):
        data.load("endings")


def test_a_changed_file_is_refused(copy):
    path = copy / "simulated" / "clients.csv"
    path.write_bytes(path.read_bytes().replace(b",woman,", b",man,", 1))
    with pytest.raises(data.DataError, match=r"clients\.csv is cut short, changed or of another"):
        data.load("clients")


def test_a_file_cut_short_is_refused_even_after_it_was_read_once(copy):
    data.load("clients")
    path = copy / "simulated" / "clients.csv"
    path.write_bytes(b"\n".join(path.read_bytes().split(b"\n")[:700]) + b"\n")
    with pytest.raises(data.DataError, match=r"clients\.csv is cut short"):
        data.load("clients")


@pytest.mark.parametrize(
    "saved", [lambda b: b.replace(b"\n", b"\r\n"), lambda b: b"\xef\xbb\xbf" + b]
)
def test_a_file_that_a_spreadsheet_has_saved_is_refused_as_changed(copy, saved):
    path = copy / "simulated" / "clients.csv"
    path.write_bytes(saved(path.read_bytes()))
    with pytest.raises(data.DataError, match=r"clients\.csv is .*changed.* in a copy, and run `m"):
        data.load("clients")


def test_another_version_is_refused(copy):
    described(copy, lambda package: package.update(version="0.1"))
    with pytest.raises(data.DataError, match=rf"version 0\.1, and this course reads .* {VERSION}"):
        data.load("clients")


def test_a_missing_description_is_said_in_a_sentence(copy):
    (copy / "datapackage.json").unlink()
    with pytest.raises(data.DataError, match="no description of the simulated data"):
        data.names()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"1.0"', '{"resources": [{}]}'])
def test_a_damaged_description_is_said_in_a_sentence(copy, text):
    (copy / "datapackage.json").write_text(text)
    with pytest.raises(data.DataError, match="is damaged: run `make data`"):
        data.load("clients")


@pytest.mark.parametrize(
    "change",
    [
        lambda package: package.update(resources=None),
        lambda package: package.update(resources=[]),
        lambda package: package["resources"].pop(0),
        lambda package: package["resources"][1].update(path=5),
        lambda package: package["resources"][1]["schema"]["fields"][2].pop("constraints"),
        lambda package: package["resources"][1]["schema"]["fields"][2]["constraints"].update(
            maximum="x"
        ),
    ],
)
def test_a_description_of_other_tables_is_refused(copy, change):
    described(copy, change)
    with pytest.raises(data.DataError, match="is damaged: run `make data`"):
        data.load("clients")


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("clients", b"C0001,", b"K0001,", "line 2: 'K0001' cannot stand in the column 'client_id'"),
        (
            "therapists",
            b",general practice,",
            b",palace,",
            r"'palace' cannot stand in the column 'service' \(charity, college or university, gen",
        ),
        ("endings", b"\nC0001,", b"\n,", "line 2: '' cannot stand in the column 'client_id'"),
        ("endings", b"as agreed,20", b"as agreed,z", "line 2: 'z' cannot stand in the column"),
        (
            "class_ratings",
            b"before talking,",
            b"before talking,1",
            r"cannot stand in the column 'empathy' \(1 to 9\); keep changes in a copy, and run `m",
        ),
        ("q_sorts", b"before,1,", b"before,1.5,", "'1.5' cannot stand in the column 'card'"),
        ("conditions", b",4.00,", b",inf,", r"'inf' cannot stand in the column .* \(1 to 7\)"),
        (
            "clients",
            b"client_id,",
            b"client,",
            r"clients\.csv, line 1: 'client' stands where 'client_id' should be",
        ),
        (
            "clients",
            b",agreed_sessions",
            b"",
            "line 1: nothing stands where 'agreed_sessions' should be",
        ),
        ("clients", b"C0002,", b"C0002,7,", "line 3: 'C0002,7,.*' has 8 cells for 7 columns"),
        ("clients", b"\nC0002,", b"\nC0001,", "line 3: client_id C0001 is there twice"),
        ("sessions", b"\nC0001,2,", b"\nC0001,1,", "client_id C0001, appointment 1 is there twice"),
        ("clients", b"C0001,T08", b"C0001,T99", "'T99' is not among the therapists; keep changes"),
        (
            "clients",
            b"C0002",
            b"C\xff002",
            r"clients\.csv is empty or not text in UTF-8: run `make",
        ),
    ],
)
@pytest.mark.parametrize("described_so", [True, False])
def test_a_wrong_value_is_refused_with_line_and_column(
    copy, name, old, new, sentence, described_so
):
    before = (copy / "datapackage.json").read_bytes()
    replaced(copy, name, old, new)
    if not described_so:
        (copy / "datapackage.json").write_bytes(before)
    with pytest.raises(data.DataError, match=sentence):
        data.load(name)


@pytest.mark.parametrize("junk", [b"", b"\n", bytes(500), bytes(range(256))])
def test_a_file_that_is_no_table_is_refused_in_a_sentence(copy, junk):
    (copy / "simulated" / "endings.csv").write_bytes(junk)
    with pytest.raises(
        data.DataError, match=r"endings\.csv is empty or not text in UTF-8: run `make"
    ):
        data.load("endings")


def test_numbers_have_the_form_in_which_they_were_made():
    numbers = data.as_numbers()
    assert numbers["clients"]["client_id"].tolist() == list(range(1500))
    assert set(numbers["sessions"]["rupture"]) == {-1, 0, 1, 2}
    assert isinstance(data.load("sessions"), pd.DataFrame)
