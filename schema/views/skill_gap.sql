-- Answers: what does the second ask for that the first has not? Not listed is not lacking: a list ends somewhere.
-- Technologies are told apart by presence, and only those that are hot or in demand for one of the two are here.
create view skill_gap as
with occupied as (
    select occupation.occupation_id
    from occupation
    where occupation.occupation_kind = 'occupation'
),

skill_list as (
    select distinct
        preferred_skill.occupation_id,
        preferred_skill.skill_kind,
        preferred_skill.list_length,
        preferred_skill.source_id
    from preferred_skill
),

paired as (
    select
        left_skill.occupation_id as left_occupation_id,
        occupied.occupation_id as right_occupation_id,
        left_skill.skill_kind,
        left_skill.skill_id,
        left_skill.skill_name,
        left_skill.skill_rank as left_rank,
        right_skill.skill_rank as right_rank,
        left_skill.list_length as left_list_length,
        left_skill.source_id as left_source_id,
        left_skill.share_pct as left_share_pct,
        right_skill.share_pct as right_share_pct,
        left_skill.importance as left_importance,
        right_skill.importance as right_importance,
        left_skill.importance_standard_error as left_importance_standard_error,
        right_skill.importance_standard_error as right_importance_standard_error,
        left_skill.level as left_level,
        right_skill.level as right_level,
        left_skill.level_standard_error as left_level_standard_error,
        right_skill.level_standard_error as right_level_standard_error
    from preferred_skill as left_skill
    cross join occupied
    left join preferred_skill as right_skill
        on occupied.occupation_id = right_skill.occupation_id and left_skill.skill_id = right_skill.skill_id
    where left_skill.is_shown or right_skill.is_shown
    union all
    select
        occupied.occupation_id as left_occupation_id,
        right_skill.occupation_id as right_occupation_id,
        right_skill.skill_kind,
        right_skill.skill_id,
        right_skill.skill_name,
        cast(null as bigint) as left_rank,
        right_skill.skill_rank as right_rank,
        cast(null as bigint) as left_list_length,
        cast(null as text) as left_source_id,
        cast(null as decimal(4, 1)) as left_share_pct,
        right_skill.share_pct as right_share_pct,
        cast(null as decimal(4, 2)) as left_importance,
        right_skill.importance as right_importance,
        cast(null as decimal(6, 4)) as left_importance_standard_error,
        right_skill.importance_standard_error as right_importance_standard_error,
        cast(null as decimal(4, 2)) as left_level,
        right_skill.level as right_level,
        cast(null as decimal(6, 4)) as left_level_standard_error,
        right_skill.level_standard_error as right_level_standard_error
    from preferred_skill as right_skill
    cross join occupied
    left join preferred_skill as left_skill
        on occupied.occupation_id = left_skill.occupation_id and right_skill.skill_id = left_skill.skill_id
    where right_skill.is_shown and left_skill.skill_id is null
),

sided as (
    select
        paired.*,
        coalesce(paired.left_list_length, left_list.list_length) as left_length,
        right_list.list_length as right_length,
        case
            when coalesce(paired.left_source_id, left_list.source_id) is null or right_list.source_id is null then 'one_list'
            when coalesce(paired.left_source_id, left_list.source_id) <> right_list.source_id then 'different_vocabulary'
            when
                paired.skill_kind = 'listed'
                and coalesce(paired.left_list_length, left_list.list_length) <> right_list.list_length
                then 'different_cut_off'
            else 'alike'
        end as list_comparison,
        -- 1.96 standard errors of the difference: 95 in 100 differences of equal skills are smaller.
        case
            when
                abs(paired.right_importance - paired.left_importance)
                > 1.96 * sqrt(
                    power(paired.left_importance_standard_error, 2) + power(paired.right_importance_standard_error, 2)
                )
                then sign(paired.right_importance - paired.left_importance)
            else 0
        end as importance_side,
        case
            when
                abs(paired.right_level - paired.left_level)
                > 1.96 * sqrt(power(paired.left_level_standard_error, 2) + power(paired.right_level_standard_error, 2))
                then sign(paired.right_level - paired.left_level)
            else 0
        end as level_side
    from paired
    left join skill_list as left_list
        on
            paired.left_occupation_id = left_list.occupation_id
            and paired.skill_kind = left_list.skill_kind
    left join skill_list as right_list
        on
            paired.right_occupation_id = right_list.occupation_id
            and paired.skill_kind = right_list.skill_kind
    where paired.left_occupation_id <> paired.right_occupation_id
)

select
    sided.left_occupation_id,
    sided.right_occupation_id,
    sided.skill_kind,
    sided.skill_id,
    sided.skill_name,
    case
        when sided.left_rank is not null and sided.right_rank is not null
            then case
                when sided.skill_kind = 'listed' and sided.left_share_pct > sided.right_share_pct then 'stronger_left'
                when sided.skill_kind = 'listed' and sided.left_share_pct < sided.right_share_pct then 'stronger_right'
                when sided.importance_side + sided.level_side < 0 then 'stronger_left'
                when sided.importance_side + sided.level_side > 0 then 'stronger_right'
                else 'shared'
            end
        when sided.list_comparison in ('one_list', 'different_vocabulary') then 'not_listed'
        -- A list that ends earlier says nothing of the skills beyond its end.
        when sided.skill_kind = 'listed' and sided.right_rank is null and sided.right_length < sided.left_length
            then 'not_listed'
        when sided.skill_kind = 'listed' and sided.left_rank is null and sided.left_length < sided.right_length
            then 'not_listed'
        when sided.skill_kind = 'rated' then 'not_listed'
        when sided.right_rank is null then 'only_left'
        else 'only_right'
    end as gap,
    sided.list_comparison,
    sided.left_rank,
    sided.right_rank,
    sided.left_length as left_list_length,
    sided.right_length as right_list_length,
    sided.left_share_pct,
    sided.right_share_pct,
    sided.left_importance,
    sided.right_importance,
    sided.left_level,
    sided.right_level
from sided;
comment on view skill_gap is
'One row: a skill of either of an ordered pair of occupations, and on which side it is stronger.';
comment on column skill_gap.left_occupation_id is 'Key of the first occupation of the pair.';
comment on column skill_gap.right_occupation_id is 'Key of the second occupation of the pair.';
comment on column skill_gap.gap is
'shared, only_left, only_right, stronger_left, stronger_right, or not_listed: beyond the end of the other''s list, so that nothing is known. Rated skills are stronger where importance and level together differ beyond 1.96 standard errors.';
comment on column skill_gap.list_comparison is
'Whether the two lists can be compared: alike, different_cut_off (one is longer), different_vocabulary (of two sources) or one_list (the other has none of this kind).';
comment on column skill_gap.left_rank is 'Rank in the first''s list, from 1; empty where it is not listed.';
comment on column skill_gap.right_rank is 'Rank in the second''s list, from 1; empty where it is not listed.';
comment on column skill_gap.left_list_length is 'Skills in the first''s list (count).';
comment on column skill_gap.right_list_length is 'Skills in the second''s list (count).';
comment on column skill_gap.left_share_pct is 'Share of people or postings that name the skill, in the first (percent).';
comment on column skill_gap.right_share_pct is 'Share of people or postings that name the skill, in the second (percent).';
comment on column skill_gap.left_importance is 'Importance of a rated skill in the first (points, from 1 to 5).';
comment on column skill_gap.right_importance is 'Importance of a rated skill in the second (points, from 1 to 5).';
comment on column skill_gap.left_level is 'Level of a rated skill in the first (points, from 0 to 7); empty where it is not relevant.';
comment on column skill_gap.right_level is 'Level of a rated skill in the second (points, from 0 to 7); empty where it is not relevant.';
