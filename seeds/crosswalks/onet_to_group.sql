-- One row: a published crosswalk row from an O*NET occupation to a code of SOC or of the National Employment Matrix.
-- Reads: onet_crosswalk, onet_occupation. A crosswalk joins only occupations of the edition of O*NET-SOC that it is for.
select
    onet_crosswalk.onet_code,
    onet_crosswalk.code_system,
    onet_crosswalk.group_code,
    onet_crosswalk.crosswalk
from onet_crosswalk
inner join onet_occupation
    on
        onet_crosswalk.onet_code = onet_occupation.onet_code
        and onet_crosswalk.onet_taxonomy = coalesce(onet_occupation.taxonomy, onet_crosswalk.onet_taxonomy)
