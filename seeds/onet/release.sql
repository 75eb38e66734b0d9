-- One row: a release of the O*NET database. Its figures were gathered over many years, so it has no period of its own.
-- Reads: onet_release.
select
    onet_release.release_id,
    'onet' as source_id,
    case
        when onet_release.release is null then 'O*NET database, release not stated'
        when onet_release.published_on is null then 'O*NET ' || onet_release.release || ' database'
        else 'O*NET ' || onet_release.release || ' database, ' || strftime(onet_release.published_on, '%B %Y')
    end as release_name,
    cast(null as date) as period_start,
    cast(null as date) as period_end,
    (onet_release.published_month - 190000) * 10 + case when onet_release.release is null then 1 else 2 end as precedence,
    'O*NET-SOC ' || onet_release.taxonomy as classification
from onet_release
