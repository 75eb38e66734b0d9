-- One row: an O*NET occupation. Its title is a plural.
-- Reads: onet_occupation, soc_major_group.
select
    onet_occupation.onet_code as occupation_id,
    'occupation' as occupation_kind,
    onet_occupation.title,
    onet_occupation.title as plural_title,
    soc_major_group.major_group_title as category,
    onet_occupation.description,
    onet_occupation.release_id
from onet_occupation
left join soc_major_group on left(onet_occupation.onet_code, 2) = soc_major_group.soc_prefix
