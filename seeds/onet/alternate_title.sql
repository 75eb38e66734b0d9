-- One row: another title of an O*NET occupation. "Chief Financial Officer (CFO)" gives three: whole, spelled out and short.
-- Reads: onet_alternate_title, onet_occupation, onet_release. What stands in brackets is a name of its own where it, or what
-- stands before it, is the short title, or where it is an abbreviation in capitals.
with bracketed as (
    select
        onet_alternate_title.onet_code,
        onet_alternate_title.release,
        onet_alternate_title.alternate_title,
        onet_alternate_title.short_title,
        regexp_extract(onet_alternate_title.alternate_title, '^(.+?) \((.+)\)$', 1) as before_brackets,
        regexp_extract(onet_alternate_title.alternate_title, '^(.+?) \((.+)\)$', 2) as in_brackets
    from onet_alternate_title
),

titled as (
    select
        bracketed.onet_code,
        bracketed.release,
        case name.part
            when 'whole' then bracketed.alternate_title
            when 'short' then bracketed.short_title
            when 'before' then bracketed.before_brackets
            else bracketed.in_brackets
        end as alternate_title
    from bracketed
    cross join (
        values
        ('whole'),
        ('short'),
        ('before'),
        ('in')
    ) as name (part)
    where
        name.part in ('whole', 'short')
        or bracketed.short_title in (bracketed.before_brackets, bracketed.in_brackets)
        or regexp_full_match(bracketed.in_brackets, '[A-Z][A-Z0-9&/-]+')
)

select
    titled.onet_code as occupation_id,
    titled.alternate_title,
    onet_release.release_id
from titled
inner join onet_occupation on titled.onet_code = onet_occupation.onet_code
inner join onet_release on titled.release is not distinct from onet_release.release
where titled.alternate_title <> '' and titled.alternate_title <> 'n/a'
qualify row_number() over (
    partition by titled.onet_code, titled.alternate_title order by onet_release.published_month desc
) = 1
