-- Answers: what was measured for a group of occupations, or for all workers, in one typed row?
create table group_profile as
select
    profile.occupation_id,
    profile.occupation_kind,
    occupation.group_level,
    profile."{metric}",
    profile.pay_basis,
    profile.pay_group_id,
    profile.pay_shared_by,
    profile.outlook_basis,
    profile.outlook_group_id,
    profile.outlook_shared_by,
    profile.education_basis,
    profile.education_group_id,
    profile.education_shared_by,
    profile.demographics_basis,
    profile.demographics_group_id,
    profile.demographics_shared_by
from profile
inner join occupation on profile.occupation_id = occupation.occupation_id
where profile.occupation_kind <> 'occupation'
order by profile.occupation_id;
alter table group_profile add primary key (occupation_id);
comment on table group_profile is
'One row: a group that figures were measured for, or all workers, with every metric as a column, as in occupation_profile.';
