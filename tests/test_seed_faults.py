"""Every fault of a seed folder is found by file, line and column, all at once, and nothing is built."""

import time

import duckdb
import pytest
from conftest import Run, snapshot, write_seeds

from occupare.build.building import build
from occupare.build.csv_records import records
from occupare.build.seed_faults import SeedFaults
from occupare.build.seed_folders import SeedFolder
from occupare.build.seed_loading import load_seeds
from occupare.catalog.creation import seed_tables
from occupare.errors import DataError

CATALOG = seed_tables()
OCCUPATION = "occupation_id,title\nbaker,Baker\nmiller,Miller\n"


def faults_of(tmp_path, files: dict[str, str | bytes]) -> list[str]:
    folder = tmp_path / "seeds"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    with duckdb.connect() as connection, pytest.raises(SeedFaults) as caught:
        load_seeds(connection, CATALOG, [SeedFolder("seeds", folder)])
    return [str(fault) for fault in caught.value.faults]


CASES = {
    "no occupation.csv": (
        {"pay.csv": "occupation_id,annual_stated_usd\n"},
        ["seeds/occupation.csv: the file is missing, found no such file, expected a file with the columns occupation_id"],
    ),
    "unknown file": (
        {"payy.csv": "a\n1\n"},
        ["seeds/payy.csv: the file is unknown, found 'payy.csv', expected a file named after a table; did you mean 'pay'?"],
    ),
    "unknown column": (
        {"pay.csv": "occupation_id,anual_stated_usd\nbaker,1\n"},
        [
            "seeds/pay.csv:1: anual_stated_usd: the column is unknown, found 'anual_stated_usd', "
            "expected a column of pay; did you mean 'annual_stated_usd'?"
        ],
    ),
    "a required column absent": (
        {"occupation.csv": "occupation_id\nbaker\n"},
        ["seeds/occupation.csv:1: title: a required column is absent, found no such column in the header, expected 'title'"],
    ),
    "column twice": (
        {"occupation.csv": "occupation_id,title,title\nbaker,a,b\n"},
        ["seeds/occupation.csv:1: title: the column stands twice, found 'title', expected each column once"],
    ),
    "a decimal for an integer": (
        {"pay.csv": "occupation_id,annual_stated_usd\nbaker,119630.7\n"},
        ["seeds/pay.csv:2: annual_stated_usd: wrong type, found '119630.7', expected a whole number within ±2,147,483,647"],
    ),
    "thousands comma": (
        {"pay.csv": 'occupation_id,annual_stated_usd\nbaker,"119,630"\n'},
        ["seeds/pay.csv:2: annual_stated_usd: wrong type, found '119,630', expected a whole number within ±2,147,483,647"],
    ),
    "too many decimals": (
        {"age.csv": "occupation_id,age_statistic,age_years\nbaker,mean,44.25\n"},
        ["seeds/age.csv:2: age_years: wrong type, found '44.25', expected a number within ±999.9 with at most 1 decimal"],
    ),
    "too large": (
        {"pay.csv": "occupation_id,annual_stated_usd\nbaker,99999999999\n"},
        ["seeds/pay.csv:2: annual_stated_usd: wrong type, found '99999999999', expected a whole number within ±2,147,483,647"],
    ),
    "boolean": (
        {"experience.csv": "occupation_id,is_open_ended\nbaker,yes\n"},
        ["seeds/experience.csv:2: is_open_ended: wrong type, found 'yes', expected true or false"],
    ),
    "date": (
        {"source.csv": "source_id,source_name,publisher\ns,S,P\n",
         "release.csv": "release_id,source_id,release_name,period_start,precedence\nr,s,R,2025-13-01,7\n"},
        ["seeds/release.csv:2: period_start: wrong type, found '2025-13-01', expected a date such as 2025-05-01"],
    ),
    "empty required cell": (
        {"occupation.csv": "occupation_id,title\nbaker,\n"},
        ["seeds/occupation.csv:2: title: a required cell is empty, found an empty cell, expected a value"],
    ),
    "duplicate key": (
        {"occupation.csv": "occupation_id,title\nbaker,Baker\nmiller,Miller\nbaker,Bread baker\n"},
        [
            "seeds/occupation.csv:4: occupation_id: duplicate key, found 'baker', "
            "expected each occupation_id once (first at seeds/occupation.csv:2)"
        ],
    ),
    "the same row twice in one file": (
        {"occupation.csv": "occupation_id,title\nbaker,Baker\nbaker,Baker\n"},
        ["seeds/occupation.csv:3: occupation_id: duplicate key, found 'baker', expected each occupation_id once (first at"],
    ),
    "dangling reference": (
        {"pay.csv": "occupation_id,annual_stated_usd\nbaker,1\nbutcher,2\n"},
        [
            "seeds/pay.csv:3: occupation_id: dangling reference, found 'butcher', "
            "expected a row of occupation.csv with that occupation_id"
        ],
    ),
    "composite dangling reference": (
        {"pay_unpublished.csv": "occupation_id,pay_column,reason\nbaker,annual_mean_usd,suppressed\n"},
        ["seeds/pay_unpublished.csv:2: occupation_id, release_id, area_id, industry_id: dangling reference, found 'baker, own-data, US, all'"],
    ),
    "CHECK violation": (
        {"pay.csv": "occupation_id,annual_low_usd,annual_high_usd\nbaker,5,3\n"},
        ["seeds/pay.csv:2: annual_low_usd, annual_high_usd: breaks a rule, found '5, 3', expected (annual_low_usd <= annual_high_usd)"],
    ),
    "other seed format": (
        {"seed_format.csv": "version\n2\n"},
        ["seeds/seed_format.csv:2: version: breaks a rule, found '2', expected (version = 1)"],
    ),
    "ragged row, too many": (
        {"occupation.csv": OCCUPATION + "a,b,c\n"},
        ["seeds/occupation.csv:4: ragged row, found 3 cells, expected 2, as many as the header has"],
    ),
    "ragged row, too few": (
        {"occupation.csv": "occupation_id,title\nbaker\nmiller,Miller\n"},
        ["seeds/occupation.csv:2: ragged row, found 1 cell, expected 2, as many as the header has"],
    ),
    "stray quote": (
        {"occupation.csv": 'occupation_id,title\nbaker,Baker\nx,The "best" one\n'},
        ["seeds/occupation.csv:3: stray quote, found '\"best\" one'"],
    ),
    "text after a closing quote": (
        {"occupation.csv": 'occupation_id,title\nbaker,"Baker"s\n'},
        ["seeds/occupation.csv:2: stray quote, found 's'"],
    ),
    "unclosed quote": (
        {"occupation.csv": 'occupation_id,title\nbaker,"Baker\nmiller,Miller\n'},
        ["seeds/occupation.csv:2: the quote is never closed, found '\"Baker', expected a closing quote"],
    ),
    "unclosed quote that begins a line": (
        {"occupation.csv": 'occupation_id,title\n"baker,Baker\n'},
        ["seeds/occupation.csv:2: the quote is never closed, found '\"baker,Baker'"],
    ),
    "unclosed quote before a quoted cell": (
        {"occupation.csv": 'occupation_id,title\nbaker,"Baker\nmiller,Miller\nsmith,"Smith"\n'},
        ["seeds/occupation.csv:2: stray quote, found 'Smith\"' on line 4, where the quote opened on line 2 ends"],
    ),
    "several stray quotes": (
        {"occupation.csv": 'occupation_id,title\na,"A\nb,"B\nc,C\nd,D"D\n'},
        ["seeds/occupation.csv:2: stray quote", "seeds/occupation.csv:3: stray quote", "seeds/occupation.csv:5: stray quote"],
    ),
    "a faulty record hides no other fault of its file": (
        {"occupation.csv": 'occupation_id,title\na\nb,"B"B\n,C\nd,D\nd,E\n'},
        ["seeds/occupation.csv:2: ragged row", "seeds/occupation.csv:3: stray quote",
         "seeds/occupation.csv:4: occupation_id: a required cell", "seeds/occupation.csv:6: occupation_id: duplicate key"],
    ),
    "blank lines keep the line numbers": (
        {"occupation.csv": "\n\r\noccupation_id,title\n\nbaker,Baker\n\nmiller,\n"},
        ["seeds/occupation.csv:7: title: a required cell is empty"],
    ),
    "a comment first": (
        {"occupation.csv": "# ours, of May\noccupation_id,title\nbaker,Baker\n"},
        ["seeds/occupation.csv:1: the first line names no column, found '# ours, of May', "
         "expected names of columns of occupation, such as 'occupation_id'"],
    ),
    "line ends of three kinds": (
        {"occupation.csv": "occupation_id,title\r\nbaker,Baker\nmiller,Miller\rsmith,\r\n"},
        ["seeds/occupation.csv:4: title: a required cell is empty"],
    ),
    "NUL byte": (
        {"occupation.csv": b"occupation_id,title\nbaker,Ba\0ker\n"},
        ["seeds/occupation.csv:2: NUL byte, found byte 0 at offset 28, expected text in UTF-8 without NUL bytes"],
    ),
    "not UTF-8": (
        {"occupation.csv": "occupation_id,title\nbaker,Bäcker\n".encode("latin-1")},
        ["seeds/occupation.csv:2: not UTF-8, found byte 0xe4 at offset 27, expected text saved as UTF-8"],
    ),
    "empty file": (
        {"pay.csv": b""},
        ["seeds/pay.csv:1: the file is empty, found nothing, expected a line with column names"],
    ),
    "only a BOM": (
        {"pay.csv": b"\xef\xbb\xbf\r\n"},
        ["seeds/pay.csv:1: the file is empty, found nothing, expected a line with column names"],
    ),
    "embedded newlines keep the line numbers": (
        {"occupation.csv": 'occupation_id,title,description\nbaker,Baker,"one\ntwo\n\nfour"\n,Miller,x\n'},
        ["seeds/occupation.csv:6: occupation_id: a required cell is empty, found an empty cell, expected a value"],
    ),
    "CRLF keeps the line numbers": (
        {"occupation.csv": 'occupation_id,description,title\r\nbaker,"Ba\r\nker",Baker\r\nmiller,,\r\n'},
        ["seeds/occupation.csv:4: title: a required cell is empty, found an empty cell, expected a value"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_fault(tmp_path, name):
    files, expected = CASES[name]
    if name != "no occupation.csv":
        files = {"occupation.csv": OCCUPATION, **files}
    found = faults_of(tmp_path, files)
    assert len(found) == len(expected), found
    for message, start in zip(found, expected, strict=True):
        assert message.startswith(start), message


def test_the_first_hundred_faults_of_each_file_and_a_count(tmp_path):
    ragged = "".join(f"{number}\n" for number in range(1000))
    wrong = "".join(f"baker,{number}x,{number}y\n" for number in range(50_000))
    folder = write_seeds(tmp_path / "seeds")
    (folder / "occupation.csv").write_text(OCCUPATION + ragged)
    (folder / "pay.csv").write_text("occupation_id,annual_stated_usd,annual_low_usd\n" + wrong)
    with duckdb.connect() as connection, pytest.raises(SeedFaults) as caught:
        load_seeds(connection, CATALOG, [SeedFolder("seeds", folder)])
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("seeds/occupation.csv:4: ragged row") and len(lines) == 203
    assert lines[100] == "seeds/occupation.csv: and 900 more faults"
    assert lines[101].startswith("seeds/pay.csv:2: annual_low_usd: wrong type, found '0y'")
    assert lines[201] == "seeds/pay.csv: and 149899 more faults"  # the rows repeat a key besides
    assert lines[202] == "150999 faults in the seed folders; nothing was built"


@pytest.mark.thorough
@pytest.mark.parametrize("line", ['"', '"a', 'a,"b""', '"a"b', '""', "a,b", '"a,""b""\n""'])
def test_a_hundred_thousand_odd_lines_are_read_in_linear_time(line):
    text = "occupation_id,title\n" + f"{line}\n" * 100_000
    started = time.perf_counter()
    count = sum(1 for _ in records(text))
    assert time.perf_counter() - started < 10 and 1 <= count <= 200_001


def test_line_ends_and_blank_lines_of_any_kind_build(tmp_path):
    folder = write_seeds(tmp_path / "seeds")
    (folder / "occupation.csv").write_bytes(
        b'\xef\xbb\xbf\r\n\noccupation_id,title,description\r\nbaker,Baker,"two\nlines"\nmiller,Miller,\n\n\r\n'
    )
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as connection:
        rows = connection.execute("select occupation_id, title, description from occupation order by all").fetchall()
    assert rows == [("baker", "Baker", "two\nlines"), ("miller", "Miller", None)]


@pytest.mark.thorough
@pytest.mark.parametrize("figure", ["10000000000", "99999999999999.9999", "-99999999999999.9999"])
def test_a_figure_of_any_size_is_built_or_refused_by_its_decimals(tmp_path, figure):
    folder = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id|title\nbaker|Baker",
        metric="metric_id|value_kind|section|label|unit|sort_order\nloaves|number|overview|Loaves|loaves|9",
        definition="definition_id|metric_id|meaning\nl|loaves|Loaves.",
        source_metric="source_id|metric_id|definition_id\nown-data|loaves|l",
        stated_figure=f"occupation_id|metric_id|number_value\nbaker|loaves|{figure}",
    )
    database = tmp_path / "x.duckdb"
    if "." in figure:
        with pytest.raises(DataError, match="figure too fine: Remedy: round the figure") as caught:
            build(database, [SeedFolder("seeds", folder)])
        assert figure in str(caught.value)
        return
    build(database, [SeedFolder("seeds", folder)])
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("select loaves from occupation_profile").fetchall() == [(int(figure),)]


def test_any_character_but_nul_is_staged_as_it_is(tmp_path):
    texts = ["\x1f", "\x1e\x1f", "\ue000", "\u2028", "\x85", "\x01", "\x0b"]
    folder = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id|title|description\n" + "\n".join(f"o{n}|T{n}|x" for n in range(len(texts))),
    )
    path = folder / "occupation.csv"
    rows = [f"o{n},T{n},x{text}x" for n, text in enumerate(texts)]
    path.write_bytes("\n".join(["occupation_id,title,description", *rows]).encode())
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as connection:
        found = connection.execute("select description from occupation order by occupation_id").fetchall()
    assert [row[0] for row in found] == [f"x{text}x" for text in texts]


def test_all_faults_at_once_sorted_by_file_and_line(tmp_path):
    found = faults_of(
        tmp_path,
        {
            "occupation.csv": "occupation_id,title\nbaker,Baker\n,Nobody\nbaker,Again\n",
            "pay.csv": "occupation_id,annual_stated_usd,annual_low_usd\nbaker,a,1\nghost,1,2.5\n",
            "skills.csv": "x\n",
            "age.csv": "occupation_id,age_statistic,age_years\nbaker,mode,200\n",
        },
    )
    assert [
        message.split(",")[0].rsplit(":", 1)[0] + ":" + message.split(",")[0].rsplit(":", 1)[1] for message in found
    ] == [
        "seeds/age.csv:2: age_statistic: breaks a rule",
        "seeds/age.csv:2: age_years: breaks a rule",
        "seeds/occupation.csv:3: occupation_id: a required cell is empty",
        "seeds/occupation.csv:4: occupation_id: duplicate key",
        "seeds/pay.csv:2: annual_stated_usd: wrong type",
        "seeds/pay.csv:3: annual_low_usd: wrong type",
        "seeds/pay.csv:3: occupation_id: dangling reference",
        "seeds/skills.csv: the file is unknown",
    ]


def test_a_faulty_file_makes_no_reference_to_it_look_dangling(tmp_path):
    found = faults_of(
        tmp_path,
        {"occupation.csv": "occupation_id,title\nbaker\n", "pay.csv": "occupation_id,annual_stated_usd\nbaker,1\n"},
    )
    assert len(found) == 1 and "ragged row" in found[0]


def test_columns_are_matched_by_name(tmp_path):
    folder = tmp_path / "seeds"
    write_seeds(folder, occupation="title|occupation_id\nBaker|baker")
    (folder / "pay.csv").write_bytes(b"\xef\xbb\xbfannual_high_usd,occupation_id,annual_low_usd\r\n30,baker,10\r\n")
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as connection:
        assert connection.execute("select occupation_id, annual_low_usd, annual_high_usd from pay").fetchall() == [
            ("baker", 10, 30)
        ]


def test_leading_zeros_survive(tmp_path):
    folder = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id|title\n007|Agent",
        occupation_code="occupation_id|code_system|code\n007|SOC 2018|0012",
    )
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as connection:
        assert connection.execute("select occupation_id, code from occupation_code").fetchall() == [("007", "0012")]


def test_checks_name_the_rows_and_the_remedy(tmp_path):
    folder = write_seeds(
        tmp_path / "seeds",
        source="source_id|source_name|publisher\nsurvey|Survey|Us",
        release="release_id|source_id|release_name|precedence\nsurvey-1|survey|Survey 1|7",
        occupation="occupation_id|title\nbaker|Baker",
        pay="occupation_id|release_id|annual_stated_usd\nbaker|survey-1|10",
    )
    with pytest.raises(DataError) as caught:
        build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    message = str(caught.value)
    assert "figure without definition: source_id 'survey', metric_id 'annual_pay', figure_count '1'" in message
    assert "Remedy: add a row to source_metric.csv" in message
    assert not (tmp_path / "x.duckdb").exists()


@pytest.mark.thorough
def test_the_old_database_is_untouched(run: Run, tmp_path):
    good = write_seeds(tmp_path / "seeds", occupation="occupation_id|title\nbaker|Baker")
    database = tmp_path / "x.duckdb"
    assert run("-d", database, "build", good).returncode == 0
    before = snapshot(tmp_path)
    (good / "occupation.csv").write_text("occupation_id,title\nbaker\n")
    before["seeds/occupation.csv"] = (good / "occupation.csv").read_bytes()
    done = run("-d", database, "build", good)
    assert done.returncode == 1
    assert "1 fault in the seed folders; nothing was built" in done.stderr
    assert "Traceback" not in done.stderr and done.stdout == ""
    assert snapshot(tmp_path) == before


def test_a_bound_below_a_published_percentile_fails(tmp_path):
    folder = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id|title\nbaker|Baker",
        pay="occupation_id|annual_p75_usd\nbaker|250000",
        pay_unpublished="occupation_id|pay_column|reason|at_least_usd\nbaker|annual_p90_usd|at_least|239200",
    )
    with pytest.raises(DataError, match="bound below published: occupation_id 'baker'"):
        build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    (folder / "pay.csv").write_text("occupation_id,annual_p75_usd\nbaker,239200\n")
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])


# What no person would mean: in which file, and the words of the fault.
ABSURD = {
    "p10 above the median": ("pay", "annual_p10_usd,annual_median_usd\nbaker,50,40", "breaks a rule, found '50, 40'"),
    "p25 above p90": ("pay", "hourly_p25_usd,hourly_p90_usd\nbaker,50,40", "breaks a rule"),
    "an average outside its range": ("pay", "annual_stated_usd,annual_high_usd\nbaker,50,40", "breaks a rule"),
    "a mean outside a stated range": ("pay", "annual_mean_usd,annual_low_usd\nbaker,30,40", "breaks a rule"),
    "hourly above annual": ("pay", "hourly_mean_usd,annual_mean_usd\nbaker,60000,40000", "breaks a rule"),
    "more than all is lost": ("outlook", "growth_pct\nbaker,-250", "breaks a rule, found '-250.0'"),
    "year 0": ("outlook", "growth_pct,growth_start_year,growth_end_year\nbaker,1,0,2030", "breaks a rule"),
    "an end without a start": ("outlook", "growth_pct,growth_end_year\nbaker,1,2030", "breaks a rule"),
    "age 0": ("age", "age_statistic,age_years\nbaker,mean,0", "breaks a rule, found '0.0'"),
    "300 percent": (
        "degree_share",
        "basis,degree_id,share_pct\nbaker,attained,less-than-high-school,100\nbaker,attained,high-school,100",
        "attained over 100: occupation_id 'baker'",
    ),
    "a bound below 0": ("pay_unpublished", "pay_column,reason,at_least_usd\nbaker,annual_mean_usd,at_least,-1", "rule"),
    "nobody to compare": ("occupation", "title,occupation_kind\nbaker,Bakers,group", "no occupation: occupations '0'"),
    "all workers twice": (
        "occupation",
        "title,occupation_kind\nbaker,Baker,occupation\na,All,all\nb,All of them,all",
        "all workers twice: all_workers_count '2'",
    ),
    "titles that differ by case": ("occupation", "title\na,Baker\nb,baker", "name differs by case: named_by 'title'"),
    "ids that differ by case": ("occupation", "title\nbaker,A\nBaker,B", "name differs by case: named_by 'occupation_id'"),
    "an id that is a column": ("occupation", "title\na,A\na_source,B", "id taken by column: occupation_id 'a_source'"),
    "an id reserved in other letters": ("occupation", "title\nSection,A", "breaks a rule, found 'Section'"),
    "a title of blanks": ("occupation", 'title\na," \u00a0\u200b\u3000"', "title: a required cell is empty"),
    "a title that turns": ("occupation", "title\na,A\u202eB", "title: holds a character that is not seen"),
    "a title of two lines": ("occupation", 'title\na,"A\nB"', "title: holds a character that is not seen"),
}  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("what", ABSURD)
def test_what_nobody_means_is_refused(tmp_path, what):
    table, text, words = ABSURD[what]
    folder = write_seeds(tmp_path / "seeds", occupation="occupation_id|title\nbaker|Baker")
    (folder / f"{table}.csv").write_text(f"occupation_id,{text}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    assert words in str(caught.value), str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["seeds"]


NAMED = {
    "skill_id": ("skill", "skill_id,skill_name\nbaking,Baking\nBaking,Kneading"),
    "area_id": ("area", "area_id,area_kind,area_name\nzz,state,Zed\nZZ,state,Zet"),
    "area_name of a state": ("area", "area_id,area_kind,area_name\nz1,state,Zed\nz2,state,ZED"),
    "source_id": ("source", "source_id,source_name,publisher\nours,Ours,Us\nOURS,Theirs,Us"),
    "source_name": ("source", "source_id,source_name,publisher\nours,Straße,Us\ntheirs,STRAẞE,Us"),
    "release_id": ("release", "release_id,source_id,release_name,precedence\nr,own-data,One,7\nR,own-data,Two,8"),
    "release_name of own-data": ("release", "release_id,source_id,release_name,precedence\nr,own-data,One,7\ns,own-data,one,8"),
    "degree_id": ("degree", "degree_id,degree_name,degree_level\nguild,Guild,90\nGuild,Letter,91"),
    "degree_name": ("degree", "degree_id,degree_name,degree_level\nguild,Λόγος,90\nletter,ΛΌΓΟΣ,91"),
    "industry_id": ("industry", "industry_id,industry_name\nm,Mills\nM,Wells"),
    "industry_name of a sector": ("industry", "industry_id,industry_name\nm,Mills\nn,mills"),
    "metric label": ("metric", "metric_id,value_kind,section,label,unit,sort_order\nloaves,number,overview,Loaves,loaves,9001\nrolls,number,overview,LOAVES,rolls,9002"),
    "definition_id": ("definition", "definition_id,metric_id,meaning\nd,annual_pay,One.\nD,annual_pay,Two."),
    "demographic_group": ("demographic_group", "demographic_group,group_label,metric_id\nk,Kin,annual_pay\nK,Kith,annual_pay"),
}  # fmt: skip


@pytest.mark.parametrize("named_by", NAMED)
@pytest.mark.thorough
def test_names_equal_but_for_case_are_one_name(tmp_path, named_by):
    table, text = NAMED[named_by]
    folder = write_seeds(tmp_path / "seeds", occupation="occupation_id|title\nbaker|Baker")
    (folder / f"{table}.csv").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    assert f"name differs by case: named_by '{named_by}'" in str(caught.value), str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["seeds"]


@pytest.mark.parametrize("other", ["Pâtisserie", "PÂTISSERIE", "Pa\u0302tisserie", "pa\u0302tisserie"])
def test_a_skill_of_two_ids_is_one_skill(tmp_path, other):
    folder = write_seeds(tmp_path / "seeds", occupation="occupation_id|title\nbaker|Baker")
    text = f"skill_id,skill_name,skill_kind\na,Pâtisserie,listed\nb,{other},listed\nc,{other},rated\n"
    (folder / "skill.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    told = [line for line in str(caught.value).splitlines() if line.startswith("skill of two ids: skill_kind")]
    assert len(told) == 1 and "skill_ids 'a, b'" in told[0], str(caught.value)


def test_figures_measured_for_an_occupation_and_positions_twice_are_refused(tmp_path):
    folder = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id|title|occupation_kind\nbaker|Baker|occupation\nmiller|Miller|occupation\n"
        "g|Grain workers|group\nh|Hands|group",
        measured_for="occupation_id|source_id|group_id|is_whole_group|crosswalk\n"
        "baker|own-data|miller|true|ours\ng|own-data|h|true|ours\nh|own-data|g|true|ours",
        skill="skill_id|skill_name|skill_kind\ns|Kneading|listed\nt|Baking|listed",
        occupation_skill="occupation_id|skill_id|list_position\nbaker|s|1\nbaker|t|1",
    )
    with pytest.raises(DataError) as caught:
        build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    message = str(caught.value)
    for found in ("occupation_id 'baker'", "occupation_id 'g'", "occupation_id 'h'"):
        assert f"measured for no group: {found}" in message, message
    assert "list position twice: occupation_id 'baker'" in message


def test_names_lose_the_blanks_around_them_and_have_one_form(tmp_path, capfd):
    folder = write_seeds(tmp_path / "seeds")
    text = "occupation_id,title,description\n baker ,\u00a0Boulange\u0301re \u200b, two \nmiller,\ufeffMiller,\u3000\n"
    (folder / "occupation.csv").write_text(text, encoding="utf-8")
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", folder)])
    told = "seeds/occupation.csv:2: blanks around a name or key were cut, in 3 cells from here on"
    assert told in capfd.readouterr().err
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as connection:
        rows = connection.execute("select occupation_id, title, description from occupation order by all").fetchall()
    assert rows == [("baker", "Boulang\u00e9re", " two "), ("miller", "Miller", None)]
