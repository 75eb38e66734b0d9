-- One row: a published crosswalk row from an O*NET occupation to a code of SOC or of the National Employment Matrix.
-- Reads: crosswalk_onet_soc, crosswalk_onet_nem. The header says which edition of O*NET-SOC and of SOC a crosswalk is for; where it
-- says none it is the one of 2019.
select distinct
    crosswalk_onet_soc.onet_code,
    coalesce(crosswalk_onet_soc.onet_taxonomy, '2019') as onet_taxonomy,
    'SOC ' || coalesce(crosswalk_onet_soc.soc_year, '2018') as code_system,
    crosswalk_onet_soc.soc_code as group_code,
    crosswalk_onet_soc.soc_title as group_title,
    'O*NET-SOC to SOC crosswalk: ' || crosswalk_onet_soc.onet_code || ' is in ' || crosswalk_onet_soc.soc_code as crosswalk
from crosswalk_onet_soc
where crosswalk_onet_soc.onet_code is not null and crosswalk_onet_soc.soc_code is not null
union all
select distinct
    crosswalk_onet_nem.onet_code,
    coalesce(crosswalk_onet_nem.onet_taxonomy, '2019') as onet_taxonomy,
    'National Employment Matrix' as code_system,
    crosswalk_onet_nem.nem_code as group_code,
    crosswalk_onet_nem.nem_title as group_title,
    'O*NET-SOC to National Employment Matrix crosswalk: '
    || crosswalk_onet_nem.onet_code || ' is in ' || crosswalk_onet_nem.nem_code as crosswalk
from crosswalk_onet_nem
where crosswalk_onet_nem.onet_code is not null and crosswalk_onet_nem.nem_code is not null
