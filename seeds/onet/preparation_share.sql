-- One row: the share of respondents who say that an O*NET occupation takes so much experience or training.
-- Reads: onet_education_level (elements 3.A.1 to 3.A.3), onet_occupation, onet_release.
select
    onet_education_level.onet_code as occupation_id,
    onet_release.release_id,
    asked.preparation_kind,
    cast(onet_education_level.category as integer) as preparation_level,
    cast(any_value(cast(onet_education_level.data_value as double)) as decimal(5, 2)) as share_pct,
    cast(any_value(cast(onet_education_level.standard_error as double)) as decimal(6, 4)) as share_standard_error,
    bool_or(onet_education_level.recommend_suppress = 'Y') as is_suppress_recommended
from onet_education_level
inner join (
    values
    ('3.A.1', 'RW', 'related_experience'),
    ('3.A.2', 'PT', 'on_site_training'),
    ('3.A.3', 'OJ', 'on_the_job_training')
) as asked (element_id, scale_id, preparation_kind)
    on onet_education_level.element_id = asked.element_id and onet_education_level.scale_id = asked.scale_id
inner join onet_occupation on onet_education_level.onet_code = onet_occupation.onet_code
inner join onet_release on onet_education_level.release is not distinct from onet_release.release
where onet_education_level.data_value is not null
group by onet_education_level.onet_code, onet_release.release_id, asked.preparation_kind, onet_education_level.category
