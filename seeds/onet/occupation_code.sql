-- One row: a code of an O*NET occupation: its own, and those that the published crosswalks give it.
-- Reads: onet_occupation, onet_to_group.
select
    onet_occupation.onet_code as occupation_id,
    'O*NET-SOC ' || coalesce(onet_occupation.taxonomy, '2019') as code_system,
    onet_occupation.onet_code as code
from onet_occupation
union all
select
    onet_occupation.onet_code as occupation_id,
    onet_to_group.code_system,
    onet_to_group.group_code as code
from onet_to_group
inner join onet_occupation on onet_to_group.onet_code = onet_occupation.onet_code
