-- One row: a published crosswalk row from an O*NET occupation to a code of SOC or of the National Employment Matrix.
-- Reads: crosswalk_onet_soc, crosswalk_onet_nem.
select distinct
    crosswalk_onet_soc.onet_code,
    'SOC 2018' as code_system,
    crosswalk_onet_soc.soc_code as group_code,
    'O*NET-SOC to SOC crosswalk: ' || crosswalk_onet_soc.onet_code || ' is in ' || crosswalk_onet_soc.soc_code as crosswalk
from crosswalk_onet_soc
where regexp_full_match(crosswalk_onet_soc.soc_code, '\d\d-\d{4}')
union all
select distinct
    crosswalk_onet_nem.onet_code,
    'National Employment Matrix' as code_system,
    crosswalk_onet_nem.nem_code as group_code,
    'O*NET-SOC to National Employment Matrix crosswalk: '
    || crosswalk_onet_nem.onet_code || ' is in ' || crosswalk_onet_nem.nem_code as crosswalk
from crosswalk_onet_nem
where
    regexp_full_match(crosswalk_onet_nem.onet_code, '\d\d-\d{4}\.\d\d')
    and regexp_full_match(crosswalk_onet_nem.nem_code, '\d\d-\d{4}')
