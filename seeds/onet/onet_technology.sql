-- One row: a software or tool that O*NET names, with the key that it gets.
-- Reads: onet_technology_skill. Names that differ only in punctuation (C, C#, C++) keep apart.
with slugged as (
    select distinct
        onet_technology_skill.example,
        'technology-' || trim(
            regexp_replace(
                replace(replace(lower(onet_technology_skill.example), '#', '-sharp'), '+', '-plus'), '[^a-z0-9]+', '-', 'g'
            ),
            '-'
        ) as slug
    from onet_technology_skill
    where onet_technology_skill.example is not null
)

select
    slugged.example,
    case
        when count(*) over (partition by slugged.slug) = 1 then slugged.slug
        else slugged.slug || '-' || left(md5(slugged.example), 8)
    end as skill_id
from slugged
