-- One row: a published crosswalk row from an O*NET occupation to a code of SOC or of the National Employment Matrix.
-- Reads: onet_crosswalk, onet_occupation. A crosswalk joins only occupations of the edition of O*NET-SOC that it is for.
select
    onet_crosswalk.onet_code,
    onet_crosswalk.code_system,
    onet_crosswalk.group_code,
    onet_crosswalk.crosswalk,
    onet_crosswalk.group_title,
    -- The years whose surveys and projections have the codes of the crosswalk; those of 2019 and 2020 join two editions.
    case onet_crosswalk.onet_taxonomy when '2019' then 2019 when '2010' then 2010 else 1997 end as first_year,
    case onet_crosswalk.onet_taxonomy when '2019' then 9999 when '2010' then 2020 else 2011 end as last_year
from onet_crosswalk
inner join onet_occupation
    on
        onet_crosswalk.onet_code = onet_occupation.onet_code
        and onet_crosswalk.onet_taxonomy = coalesce(onet_occupation.taxonomy, onet_crosswalk.onet_taxonomy)
