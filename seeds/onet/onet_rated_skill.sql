-- One row: a skill that O*NET rates every occupation on, by its place in the content model, with the key that it gets.
-- Reads: onet_skill_rating, onet_element. Where ratings give codes alone, the content model gives the name.
with named as (
    select
        onet_skill_rating.element_id,
        onet_skill_rating.element_name,
        1 as preference
    from onet_skill_rating
    union all
    select
        onet_element.element_id,
        onet_element.element_name,
        2 as preference
    from onet_element
    union all
    select
        onet_skill_rating.element_id,
        onet_skill_rating.element_id as element_name,
        3 as preference
    from onet_skill_rating
)

select
    named.element_id,
    named.element_name as skill_name,
    'rated-' || regexp_replace(lower(named.element_name), '[^a-z0-9]+', '-', 'g') as skill_id
from named
where regexp_full_match(named.element_id, '2\.[AB]\..*') and named.element_name is not null
qualify row_number() over (partition by named.element_id order by named.preference, named.element_name) = 1
