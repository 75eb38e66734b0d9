"""Importing made-up files in the publishers' layouts: what is recognised, what comes out, what is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import duckdb
import pytest
from conftest import Run, rows_of, snapshot
from published_files import make_published, write_metropolitan_pay, write_state_pay, write_workbook

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.errors import DataError, UsageError
from occupare.importer.conversion import Imported, import_published


def imported_into(downloads: Path, out: Path) -> tuple[Imported, duckdb.DuckDBPyConnection]:
    """Import and build, and return what the import says and a connection to the database."""
    imported = import_published(downloads, out)
    database = out.parent / f"{out.name}.duckdb"
    build(database, [SeedFolder(out.name, out)])
    return imported, duckdb.connect(str(database), read_only=True)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("published")
    return imported_into(make_published(folder / "downloads"), folder / "out")


def test_every_subject_is_counted(everything) -> None:
    imported, _ = everything
    counts = {row[0]: (row[1], row[3], row[4]) for row in imported.coverage.rows}
    assert counts["occupations"] == (6, 6, 0)
    assert counts["alternate titles"] == (6, 6, 0)
    assert counts["national pay"] == (4, 2, 2)
    assert counts["growth"] == (4, 2, 2)
    assert counts["attained education"] == (3, 1, 2)
    assert counts["age"] == (3, 1, 2)
    assert counts["sex and race"] == (1, 1, 0)
    assert counts["rated skills"] == (1, 1, 0)


def test_a_missing_file_is_named_with_where_it_is_published(everything) -> None:
    imported, _ = everything
    row = next(row for row in imported.coverage.rows if row[0] == "metropolitan pay")
    assert row[1] == 0
    assert "MSA_M2025_dl.xlsx" in row[6]
    assert row[6].endswith("published at https://www.bls.gov/oes/tables.htm")


def test_unknown_files_are_listed_and_a_read_me_is_not(everything) -> None:
    assert everything[0].unrecognised == ["shopping.txt"]


def figure(connection: duckdb.DuckDBPyConnection, occupation_id: str, metric_id: str) -> tuple[object, ...]:
    found = connection.execute(
        "select coalesce(cast(cast(number_value as double) as text), text_value), value_status, "
        "cast(at_least_value as double), basis, release_id, group_id "
        f"from occupation_metric where occupation_id = '{occupation_id}' and metric_id = '{metric_id}'"
    ).fetchall()
    return found[0] if found else ()


@pytest.mark.parametrize(
    ("occupation_id", "metric_id", "expected"),
    [
        ("15-1252.00", "annual_pay", ("124800.0", "exact", None, "observed", "oews-2023", "15-1252")),
        # The top code of 2023, which no file states.
        ("15-1252.00", "annual_pay_p90", (None, "at_least", 239200.0, "observed", "oews-2023", "15-1252")),
        ("15-1252.00", "hourly_pay_p90", (None, "at_least", 115.0, "observed", "oews-2023", "15-1252")),
        # A projection repeats a newer median, but only as a bound.
        (
            "15-1252.00",
            "annual_pay_median",
            (None, "at_least", 239200.0, "observed", "employment-projections-2024-2034", "15-1252"),
        ),
        ("29-1141.01", "annual_pay", ("90000.0", "exact", None, "inherited", "oews-2023", "29-1141")),
        # Only its annual wages are published: its hourly ones are not withheld.
        ("29-1141.00", "hourly_pay", ()),
        ("43-4051.00", "annual_pay", (None, "suppressed", None, "observed", "oews-2023", "43-4051")),
        # The wage survey joins two SOC codes; the matrix's code leads there.
        ("13-1021.00", "employment", ("5000.0", "exact", None, "observed", "oews-2023", "13-1020")),
        (
            "29-1141.00",
            "growth",
            ("-7.1", "exact", None, "inherited", "employment-projections-2024-2034", "29-1141"),
        ),
        (
            "15-1252.00",
            "projection_end_employment",
            ("14100.0", "exact", None, "observed", "employment-projections-2024-2034", "15-1252"),
        ),
        (
            "15-1252.00",
            "entry_training",
            ("None", "exact", None, "observed", "employment-projections-2024-2034", "15-1252"),
        ),
        ("13-1021.00", "entry_training", ()),
        ("15-1252.00", "female_share", ("20.3", "exact", None, "observed", "cps-2023", "cps-kite-programmers")),
        ("15-1252.00", "male_share", ("79.7", "exact", None, "derived", "cps-2023", "cps-kite-programmers")),
        ("29-1141.00", "female_share", ()),
        ("29-1141.00", "median_age", ("44.0", "exact", None, "inherited", "cps-2025", "cps-lantern-nurses")),
        (
            "15-1252.00",
            "category",
            ("Computer and Mathematical Occupations", "exact", None, "observed", "onet-30.1", None),
        ),
        ("55-1011.00", "soc_code", ("55-1011", "exact", None, "observed", "onet-30.1", None)),
        ("15-1252.00", "top_required_degree", ("Bachelor's Degree", "exact", None, "derived", "onet-30.1", None)),
        ("15-1252.00", "best_paying_state", ("Alaska", "exact", None, "derived", "oews-2025", "15-1252")),
        ("15-1252.00", "best_paying_industry", ("Amusements", "exact", None, "derived", "oews-2024", "15-1252")),
        # A top-coded state may be the best paying one.
        ("13-1021.00", "best_paying_state", ()),
    ],
)
def test_figures(everything, occupation_id: str, metric_id: str, expected: tuple[object, ...]) -> None:
    assert figure(everything[1], occupation_id, metric_id) == expected


def test_figures_are_stored_once(everything) -> None:
    stored = everything[1].execute(
        "select sum(employment) from pay inner join occupation on pay.occupation_id = occupation.occupation_id "
        "where pay.release_id = 'oews-2023' and pay.group_level = 'detailed'"
    )
    assert stored.fetchall() == [(5000 + 12340 + 7000,)]


def test_groups_keep_their_level(everything) -> None:
    groups = everything[1].execute(
        "select occupation_id, group_level from occupation where occupation_kind = 'group' order by 1"
    )
    assert groups.fetchall() == [
        ("13-0000", "major"), ("13-1020", "detailed"), ("15-1252", "detailed"), ("29-1141", "detailed"),
        ("43-4051", "detailed"), ("cps-kite-programmers", None), ("cps-lantern-nurses", None),
    ]  # fmt: skip


def test_people_are_counted_by_the_household_survey(everything) -> None:
    counted = everything[1].execute("select occupation_id, release_id, employed from workforce order by 1, 2")
    assert counted.fetchall() == [
        ("00-0000", "cps-2023", 1000000), ("00-0000", "cps-2025", 1000000),
        ("cps-kite-programmers", "cps-2023", 12000), ("cps-kite-programmers", "cps-2025", 13000),
        ("cps-lantern-nurses", "cps-2023", 7000), ("cps-lantern-nurses", "cps-2025", 7000),
    ]  # fmt: skip


def test_releases_say_which_classification_their_groups_are_of(everything) -> None:
    found = dict(everything[1].execute("select release_id, classification from release").fetchall())
    assert found["oews-2023"] == found["employment-projections-2024-2034"] == "SOC 2018"
    assert (found["onet-30.1"], found["cps-2023"]) == ("O*NET-SOC 2019", "Census 2018")


def test_tasks_are_core_first(everything) -> None:
    tasks = everything[1].execute(
        "select list_position, responsibility, task_kind from responsibility where occupation_id = '15-1252.00' order by 1"
    )
    assert tasks.fetchall() == [
        (1, "Write code that holds a kite steady.", "core"),
        (2, "Polish the keyboard.", "supplemental"),
        (3, "Watch the wind.", None),
    ]


def test_skills_keep_errors_and_flags(everything) -> None:
    rows = everything[1].execute(
        "select skill_name, cast(importance as double), cast(level as double), cast(level_standard_error as double), "
        "is_importance_suppress_recommended, is_level_suppress_recommended, is_not_relevant, is_hot, is_in_demand, cast(score_percentile as double) "
        "from occupation_skill inner join skill on occupation_skill.skill_id = skill.skill_id "
        "where occupation_id in ('15-1252.00', '15-1252') order by skill_name"
    )
    assert rows.fetchall() == [
        ("Adaptability", None, None, None, None, None, None, None, None, 89.0),
        ("C#", None, None, None, None, None, None, True, True, None),
        ("C++", None, None, None, None, None, None, True, False, None),
        ("Fine motor", None, None, None, None, None, None, None, None, 100.0),
        ("Programming", 4.12, 5.0, 0.1637, False, False, False, None, None, None),
        ("Wind gauge software", None, None, None, None, None, None, False, False, None),
        ("Writing", 1.5, 0.75, 0.6, False, True, True, None, None, None),
    ]


def test_a_footnote_is_kept(everything) -> None:
    footnotes = everything[1].execute("select occupation_id, footnote from outlook where footnote is not null")
    assert footnotes.fetchall() == [("29-1141", "Attained education: Counted with the nurses of candles.")]


def test_double_quotes_mean_nothing_in_text_releases(everything) -> None:
    description = everything[1].execute("select description from occupation where occupation_id = '13-1021.00'")
    assert description.fetchall() == [('Buy hay for "stables and circuses by the cart.',)]


@pytest.mark.thorough
def test_titles_resolve(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    import_published(make_published(tmp_path / "downloads"), out)
    database = tmp_path / "made.duckdb"
    build(database, [SeedFolder("out", out), SeedFolder.named("bundled")])
    done = run("-d", database, "compare", "kite service representative", "service manager", "--section", "overview")
    assert done.returncode == 0, done.stderr
    titles = next(row for row in rows_of(done.stdout) if row["metric_id"] == "title")
    assert [titles["43-4051.00"], titles["service-manager"]] == ["Kite Service Representatives", "Service Manager"]
    alone = run("-d", tmp_path / "alone.duckdb", "build", out)
    assert alone.returncode == 0, alone.stderr
    several = run("-d", tmp_path / "alone.duckdb", "compare", "service manager", "kite programmers")
    assert several.returncode == 2
    assert all(code in several.stderr for code in ("15-1252.00", "29-1141.00", "43-4051.00"))


@pytest.mark.thorough
def test_command(run: Run, tmp_path: Path) -> None:
    make_published(tmp_path / "downloads")
    done = run("import", "downloads", "--seeds", "out put")
    assert done.returncode == 0, done.stderr
    assert rows_of(done.stdout)[0]["subject"] == "sex and race"
    assert "not recognised: shopping.txt" in done.stderr
    assert done.stderr.rstrip().endswith("occupare build 'out put'")
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert run("-d", "made.duckdb", "build", "out put").returncode == 0


def test_help_lists_each_publishers_files(run: Run) -> None:
    text = run("import", "--help").stdout
    for words in (
        "Occupation Data.txt",
        "MSA_M2025_dl.xlsx",
        "cpsaat11b.xlsx",
        "https://www.onetcenter.org/database.html",
    ):
        assert words in text


def test_a_zip_and_a_folder_give_the_same(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    (tmp_path / "zipped").mkdir()
    with zipfile.ZipFile(tmp_path / "zipped" / "all.zip", "w") as archive:
        for path in sorted(downloads.rglob("*.*")):
            archive.write(path, path.relative_to(downloads))
    import_published(downloads, tmp_path / "one")
    import_published(tmp_path / "zipped", tmp_path / "two")
    names = {"release_file.csv", "import.json"}  # they name the files, which are members of a .zip in the one
    one, two = snapshot(tmp_path / "one"), snapshot(tmp_path / "two")
    assert one.keys() == two.keys() >= names
    assert {name for name in one if one[name] != two[name]} == names


def test_a_file_that_stands_twice_is_read_once(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    (downloads / "copy_2023.csv").write_bytes((downloads / "oews" / "national_M2023_dl.csv").read_bytes())
    imported = import_published(downloads, tmp_path / "out")
    assert imported.repeated == ["oews/national_M2023_dl.csv (the same as copy_2023.csv)"]


@pytest.mark.thorough
def test_releases_stand_side_by_side(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    older = downloads / "db_29_3_excel"
    write_workbook(older / "Occupation Data.xlsx", Sheet=[
        ["O*NET-SOC Code", "Title", "Description"],
        ["15-1252.00", "Kite Writers", "Wrote programs for kites."],
        ["51-9999.00", "Wick Twisters", "Twisted wicks."],
    ])  # fmt: skip
    write_metropolitan_pay(downloads / "oews" / "MSA_M2025_dl.xlsx")
    _, connection = imported_into(downloads, tmp_path / "out")
    described = connection.execute(
        "select occupation_id, title, release_id from occupation where occupation_id in ('15-1252.00', '51-9999.00') order by 1"
    )
    assert described.fetchall() == [
        ("15-1252.00", "Kite Programmers", "onet-30.1"),
        ("51-9999.00", "Wick Twisters", "onet-29.3"),
    ]
    releases = connection.execute("select release_id from release where source_id = 'oews' order by precedence")
    assert [name for (name,) in releases.fetchall()] == ["oews-2023", "oews-2024", "oews-2025"]
    areas = connection.execute("select area_id, area_name from area where area_kind = 'metro' order by 1").fetchall()
    assert areas == [("10000", "Windton 0, AK"), ("10001", "Windton 1, AK")]


@pytest.mark.thorough
def test_without_crosswalks_nothing_is_inherited(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    for path in (downloads / "crosswalks").iterdir():
        path.unlink()
    imported, connection = imported_into(downloads, tmp_path / "out")
    assert connection.execute("select count(*) from measured_for").fetchall() == [(0,)]
    missing = [row[6] for row in imported.coverage.rows if row[6] is not None]
    assert any(text.startswith("2019_to_SOC_Crosswalk.csv (or .xlsx), published at https://") for text in missing)


def test_one_publisher_alone(tmp_path: Path) -> None:
    write_state_pay(tmp_path / "downloads" / "state_M2025_dl.xlsx")
    imported = import_published(tmp_path / "downloads", tmp_path / "out")
    assert imported.rows["pay"] == 6
    assert {row[2] for row in imported.coverage.rows} == {0, None}
    assert any(note.startswith("missing: O*NET's Occupation Data") for note in imported.notes)
    with pytest.raises(DataError, match="add occupations"):
        build(tmp_path / "groups.duckdb", [SeedFolder("out", tmp_path / "out")])


def test_changed_columns_are_an_error_that_names_them(tmp_path: Path) -> None:
    path = tmp_path / "downloads" / "national_M2026_dl.csv"
    path.parent.mkdir()
    path.write_text("AREA,OCC_CODE,OCC_TITLE,O_GROUP,TOT_EMP,A_MEAN\n99,15-1252,Kite Programmers,detailed,1,2\n")
    with pytest.raises(
        DataError, match=r"national_M2026_dl.csv: column emp_prse is missing: expected a header like 'emp prse'"
    ):
        import_published(tmp_path / "downloads", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_of_no_year_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "downloads" / "wages.csv"
    path.parent.mkdir()
    content = (Path(__file__).parent / "fixtures/published/oews/national_M2023_dl.csv").read_text(encoding="utf-8")
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"wages.csv: found no release .* keep the publisher's file name"):
        import_published(tmp_path / "downloads", tmp_path / "out")


def test_no_known_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "shopping.txt").write_text("milk\n")
    with pytest.raises(DataError, match="import --help"):
        import_published(tmp_path / "downloads", tmp_path / "out")
    with pytest.raises(UsageError, match="found nothing"):
        import_published(tmp_path / "nowhere", tmp_path / "out")


@pytest.mark.thorough
def test_a_folder_of_anything_else_is_not_replaced(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    out = tmp_path / "out"
    import_published(downloads, out)
    before = snapshot(out)
    import_published(downloads, out)
    assert snapshot(out) == before
    (out / "age.csv").write_text("mine\n")
    with pytest.raises(UsageError, match=r"age.csv: found a file changed since"):
        import_published(downloads, out)
    own = tmp_path / "own"
    own.mkdir()
    (own / "occupation.csv").write_text("occupation_id,title\na,A\n")
    with pytest.raises(UsageError, match=r"occupation.csv: found a file not written by an import"):
        import_published(downloads, own)
    assert snapshot(own) == {"occupation.csv": b"occupation_id,title\na,A\n"}
