-- Answers: whose rows of a source speak of an occupation: its own, or those of the group that it is measured in?
create view measured_occupation as
select
    occupation.occupation_id,
    source.source_id,
    occupation.occupation_id as measured_id,
    cast(null as text) as group_id,
    'observed' as basis,
    cast(1 as bigint) as shared_by
from occupation
cross join source
where occupation.occupation_kind = 'occupation'
union all
select
    measured_for.occupation_id,
    measured_for.source_id,
    measured_for.group_id as measured_id,
    measured_for.group_id,
    case when measured_for.is_whole_group then 'observed' else 'inherited' end as basis,
    count(*) over (partition by measured_for.source_id, measured_for.group_id) as shared_by
from measured_for
inner join occupation on measured_for.occupation_id = occupation.occupation_id
where occupation.occupation_kind = 'occupation';
comment on view measured_occupation is
'One row: an occupation and, for one source, the occupation or group whose rows in the tables are its figures.';
comment on column measured_occupation.occupation_id is 'Key of the occupation.';
comment on column measured_occupation.measured_id is
'Key that the rows stand under in the tables: of the occupation itself, or of the group that it is measured in.';
comment on column measured_occupation.group_id is 'Key of the group that it is measured in; empty for rows of its own.';
comment on column measured_occupation.basis is
'Of the rows'' figures: observed (published for this occupation) or inherited (published for a group that it shares).';
comment on column measured_occupation.shared_by is
'How many occupations here have these rows (count): a count / shared_by adds up to it once.';
