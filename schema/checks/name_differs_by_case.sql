-- One row: an id or a name that is another's but for case, so that only one of the two can be asked for.
-- Remedy: give the rows of that table ids and names that differ in more than case.
with names as (
    select
        'occupation_id' as named_by,
        occupation_id as name
    from occupation
    union
    select
        'title' as named_by,
        title as name
    from occupation
    where occupation_kind = 'occupation'
    union
    select
        'skill_id' as named_by,
        skill_id as name
    from skill
    union
    select
        'area_id' as named_by,
        area_id as name
    from area
    union
    select
        concat('area_name of a ', area_kind) as named_by,
        area_name as name
    from area
    union
    select
        'source_id' as named_by,
        source_id as name
    from source
    union
    select
        'source_name' as named_by,
        source_name as name
    from source
    union
    select
        'release_id' as named_by,
        release_id as name
    from release
    union
    select
        concat('release_name of ', source_id) as named_by,
        release_name as name
    from release
    union
    select
        'metric label' as named_by,
        label as name
    from metric
    union
    select
        'definition_id' as named_by,
        definition_id as name
    from definition
    union
    select
        'section' as named_by,
        section as name
    from section
    union
    select
        'demographic_group' as named_by,
        demographic_group as name
    from demographic_group
    union
    select
        'group_label' as named_by,
        group_label as name
    from demographic_group
    union
    select
        'degree_id' as named_by,
        degree_id as name
    from degree
    union
    select
        'degree_name' as named_by,
        degree_name as name
    from degree
    union
    select
        'industry_id' as named_by,
        industry_id as name
    from industry
    union
    select
        concat('industry_name of a ', industry_level) as named_by,
        industry_name as name
    from industry
)

select
    named_by,
    min(name) as name,
    max(name) as other_name
from names
-- In capitals first: ß and ẞ, ς and σ are one letter.
group by named_by, lower(upper(name))
having count(*) > 1
order by named_by, min(name)
