"""Statements that would leave the sandbox, for the quick tests and the long ones."""

# Files lie ready under these names; {here} is their folder, {database} the database's own path.
FILES = {
    "found.csv": "a,b\n1,2\n",
    "found.json": '[{"a": 1}]',
    "q.sql": "select 1",
    "schema.sql": "create table t (a int);",
    "load.sql": "",
}
WRITES = """
delete from pay
update occupation set title = 'x'
insert into seed_format values (2)
truncate pay
create table leak (a int)
create or replace view comparison as select 1
create schema leak
create sequence leak
create type leak as enum ('a')
create macro leak() as 1
create index leak on pay (area_id)
alter table pay add column leak int
drop table pay
drop view comparison
comment on table pay is 'leak'
begin; create table leak (a int); commit
begin transaction read write; drop table pay
merge into pay using pay as p on false when not matched then insert
copy occupation to 'leak.csv'
COPY (select 1) TO 'leak.parquet' (format parquet)
copy/**/occupation/* c */to -- c
'leak.csv'
copy occupation to $$leak.csv$$
copy occupation to $tag${here}/leak.csv$tag$ (format json)
copy (select 1 as a) to 'leak' (format csv, partition_by (a))
copy (select 1) to '/dev/stdout'
create temp table t as select 1; copy t to 'leak.csv'
explain analyze copy (select 1) to 'leak.csv'
prepare p as copy occupation to 'leak.csv'; execute p
export database 'leak'
export database '{here}/leak' (format parquet)
copy from database "occupations" to memory
checkpoint
force checkpoint
vacuum
analyze
"""
READS = """
from 'found.csv'
select * from "found.csv"
from './found.csv'
from '{here}/found.csv'
from 'file:found.csv'
from 'found.json'
from '*.csv'
from '/dev/stdin'
from read_csv('found.csv')
from read_csv(['found.csv'])
from read_csv_auto('found' || '.csv')
from read_json('found.json')
from read_json_auto('found.json')
from read_ndjson_objects('found.json')
from read_parquet('found.parquet')
from parquet_scan('found.parquet')
from parquet_metadata('found.parquet')
from parquet_schema('found.parquet')
from parquet_file_metadata('found.parquet')
from read_text('found.csv')
from/**/READ_TEXT/**/(/**/'found.csv'/**/)
from read_text($$/etc/passwd$$)
from read_blob('/etc/passwd')
from read_blob('{database}')
from read_duckdb('{database}')
from glob('*')
from glob('/etc/*')
from sniff_csv('found.csv')
select getenv('HOME')
select getenv('PA' || 'TH')
copy occupation from 'found.csv'
create temp table t (a int, b int); copy t from 'found.csv'
import database '.'
create temp macro peek(path) as table from read_text(path); from peek('found.csv')
create temp view peek as from read_csv('found.csv'); from peek
prepare p as from read_text($1); execute p('found.csv')
set variable path = 'found.csv'; from read_text(getvariable('path'))
set variable rows = (select count(*) from read_csv('found.csv'))
from query('from read_text(''found.csv'')')
from query_table('found.csv')
from json_execute_serialized_sql(json_serialize_sql('from read_text(''found.csv'')'))
with t as (from read_csv('found.csv')) select * from t
select (select content from read_text('found.csv'))
explain analyze from read_text('found.csv')
describe from 'found.csv'
summarize 'found.csv'
pivot 'found.csv' on a using sum(b)
"""
OTHERS = """
attach 'leak.duckdb'
attach ':memory:'
ATTACH/**/':memory:' as leak
attach '{database}' as again (read_only)
attach 'leak.db' (type sqlite)
attach if not exists 'https://example.com/leak.duckdb'
detach occupations
use memory
install httpfs
FORCE INSTALL httpfs from community
install './leak.duckdb_extension'
load httpfs
load json
load './leak.duckdb_extension'
update extensions
from 'https://example.com/found.csv'
from 's3://bucket/found.parquet'
from read_csv('http://127.0.0.1/found.csv')
from sqlite_scan('a.db', 't')
from iceberg_scan('leak')
from st_read('found.csv')
from read_xlsx('found.xlsx')
set memory_limit = '9GB'
SET GLOBAL threads = 1
set session threads to 1
set/**/enable_external_access/**/=/**/true
set lock_configuration = false
set temp_directory = '{here}'
set disabled_filesystems = ''
set allowed_paths = ['/etc/passwd']
set file_search_path = '/etc'
set search_path = 'main'
set timezone = 'UTC'
use main
reset lock_configuration
reset memory_limit
pragma threads = 1
pragma memory_limit = '9GB'
pragma enable_profiling
pragma enable_profiling = 'json'
pragma profiling_output = 'leak.json'
pragma enable_progress_bar
pragma disable_optimizer
pragma enable_verification
pragma import_database('.')
pragma enable_logging
call enable_logging()
call enable_logging('QueryLog', storage_path = '{here}/leak')
from enable_logging(storage = 'stdout')
from enable_logging(level = 'trace')
from enable_profiling()
from enable_profiling(save_location = 'leak.json')
explain analyze call enable_logging()
from json_execute_serialized_sql(json_serialize_sql('from enable_logging()'))
create temp macro m() as table from enable_logging(); from m()
call force_checkpoint()
call pragma_version()
create secret leak (type http, bearer_token 'x')
create or replace temporary secret leak (type http, bearer_token 'x')
create persistent secret leak (type http, bearer_token 'x')
from duckdb_secrets(redact = false)
drop secret leak
from a_list
from sys
select * from a_frame
from os.environ
from arrow_scan(1, 2, 3)
from pandas_scan(1)
from python_map_function()
"""


def lines(text: str) -> list[str]:
    """The statements of a block; a line that does not begin with a letter goes on with the one before."""
    found: list[str] = []
    for line in text.strip().splitlines():
        if line[0].isalpha():
            found.append(line)
        else:
            found[-1] += "\n" + line
    return found


ESCAPES = {kind: lines(text) for kind, text in (("write", WRITES), ("read", READS), ("other", OTHERS))}
