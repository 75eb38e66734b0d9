-- One row: an O*NET occupation that O*NET names as related to another.
-- Reads: onet_related_occupation, onet_occupation, onet_release.
select
    onet_related_occupation.onet_code as occupation_id,
    onet_related_occupation.related_onet_code as related_occupation_id,
    onet_release.release_id,
    any_value(onet_related_occupation.relatedness_tier) as relation_tier,
    min(cast(onet_related_occupation.related_index as integer)) as list_position
from onet_related_occupation
inner join onet_occupation on onet_related_occupation.onet_code = onet_occupation.onet_code
inner join onet_occupation as related on onet_related_occupation.related_onet_code = related.onet_code
inner join onet_release on onet_related_occupation.release is not distinct from onet_release.release
where
    onet_related_occupation.onet_code <> onet_related_occupation.related_onet_code
    and cast(onet_related_occupation.related_index as integer) > 0
group by onet_related_occupation.onet_code, onet_related_occupation.related_onet_code, onet_release.release_id
