-- One row: the share of respondents who say that an O*NET occupation requires a level of education.
-- Reads: onet_education_level (element 2.D.1, scale RL), onet_occupation, onet_release.
select
    onet_education_level.onet_code as occupation_id,
    onet_release.release_id,
    'required' as basis,
    required_level.degree_id,
    cast(any_value(cast(onet_education_level.data_value as double)) as decimal(5, 2)) as share_pct,
    cast(any_value(cast(onet_education_level.standard_error as double)) as decimal(5, 2)) as share_standard_error,
    bool_or(onet_education_level.recommend_suppress = 'Y') as is_suppress_recommended
from onet_education_level
inner join (
    values
    ('1', 'less-than-high-school'),
    ('2', 'high-school'),
    ('3', 'post-secondary-certificate'),
    ('4', 'some-college'),
    ('5', 'associate'),
    ('6', 'bachelors'),
    ('7', 'post-bachelors-certificate'),
    ('8', 'masters'),
    ('9', 'post-masters-certificate'),
    ('10', 'first-professional'),
    ('11', 'doctoral'),
    ('12', 'post-doctoral')
) as required_level (category, degree_id) on onet_education_level.category = required_level.category
inner join onet_occupation on onet_education_level.onet_code = onet_occupation.onet_code
inner join onet_release on onet_education_level.release is not distinct from onet_release.release
where
    onet_education_level.element_id = '2.D.1'
    and onet_education_level.scale_id = 'RL'
    and onet_education_level.data_value is not null
group by onet_education_level.onet_code, onet_release.release_id, required_level.degree_id
