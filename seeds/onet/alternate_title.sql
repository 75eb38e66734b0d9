-- One row: another title of an O*NET occupation, spelled out or short.
-- Reads: onet_alternate_title, onet_occupation, onet_release.
with titled as (
    select
        onet_alternate_title.onet_code,
        onet_alternate_title.release,
        onet_alternate_title.alternate_title
    from onet_alternate_title
    union all
    select
        onet_alternate_title.onet_code,
        onet_alternate_title.release,
        onet_alternate_title.short_title
    from onet_alternate_title
)

select
    titled.onet_code as occupation_id,
    titled.alternate_title,
    onet_release.release_id
from titled
inner join onet_occupation on titled.onet_code = onet_occupation.onet_code
inner join onet_release on titled.release is not distinct from onet_release.release
where titled.alternate_title is not null and titled.alternate_title <> 'n/a'
qualify row_number() over (
    partition by titled.onet_code, titled.alternate_title order by onet_release.published_month desc
) = 1
