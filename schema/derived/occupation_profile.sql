-- Answers: everything that is known of an occupation, in one typed row?
create table occupation_profile as
select
    profile.occupation_id,
    profile.occupation_kind,
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
where profile.occupation_kind = 'occupation'
order by profile.occupation_id;
alter table occupation_profile add primary key (occupation_id);
comment on table occupation_profile is
'One row: an occupation with every metric as a column, named by its id. Start here in a BI tool; the row''s sources are in occupation_metric.';
