-- Answers: what does the second ask for that the first has not? Not listed is not lacking: a list ends somewhere.
-- Technologies are told apart by presence, and only those that are hot or in demand for one of the two are here.
-- Written from the skills: pairs of lists that are named before their skills would be built for all pairs, and a title would
-- not reach the skills. That an order is 1 or more is always so: it keeps the engine from taking the pairs for fewer than
-- the skills and holding them all in memory.
create view skill_gap as
with listed_pair as (
    select
        left_occupation.occupation_id as left_occupation_id,
        right_occupation.occupation_id as right_occupation_id,
        left_occupation.title as left_title,
        right_occupation.title as right_title,
        left_skill.skill_kind,
        left_skill.skill_id,
        left_skill.skill_name,
        left_skill.source_id as left_source_id,
        right_list.source_id as right_source_id,
        left_skill.list_length as left_list_length,
        right_list.list_length as right_list_length,
        left_skill.skill_rank as left_rank,
        right_skill.skill_rank as right_rank,
        left_skill.skill_order as left_order,
        right_skill.skill_order as right_order,
        left_skill.is_in_demand as left_is_in_demand,
        right_skill.is_in_demand as right_is_in_demand,
        left_skill.is_hot as left_is_hot,
        right_skill.is_hot as right_is_hot,
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
    from occupation as left_occupation
    inner join preferred_skill as left_skill on left_occupation.occupation_id = left_skill.occupation_id
    cross join occupation as right_occupation
    left join preferred_skill as right_skill
        on
            right_occupation.occupation_id = right_skill.occupation_id
            and left_skill.skill_id = right_skill.skill_id
            and right_skill.skill_order >= 1
    -- The first of a list stands for it.
    left join preferred_skill as right_list
        on
            right_occupation.occupation_id = right_list.occupation_id
            and left_skill.skill_kind = right_list.skill_kind
            and right_list.skill_order = 1
    where
        left_occupation.occupation_kind = 'occupation'
        and right_occupation.occupation_kind = 'occupation'
        and left_occupation.occupation_id <> right_occupation.occupation_id
        and left_skill.is_shown
    union all
    select
        left_occupation.occupation_id as left_occupation_id,
        right_occupation.occupation_id as right_occupation_id,
        left_occupation.title as left_title,
        right_occupation.title as right_title,
        right_skill.skill_kind,
        right_skill.skill_id,
        right_skill.skill_name,
        left_list.source_id as left_source_id,
        right_skill.source_id as right_source_id,
        left_list.list_length as left_list_length,
        right_skill.list_length as right_list_length,
        left_skill.skill_rank as left_rank,
        right_skill.skill_rank as right_rank,
        left_skill.skill_order as left_order,
        right_skill.skill_order as right_order,
        left_skill.is_in_demand as left_is_in_demand,
        right_skill.is_in_demand as right_is_in_demand,
        left_skill.is_hot as left_is_hot,
        right_skill.is_hot as right_is_hot,
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
    from occupation as right_occupation
    inner join preferred_skill as right_skill on right_occupation.occupation_id = right_skill.occupation_id
    cross join occupation as left_occupation
    left join preferred_skill as left_skill
        on
            left_occupation.occupation_id = left_skill.occupation_id
            and right_skill.skill_id = left_skill.skill_id
            and left_skill.skill_order >= 1
    left join preferred_skill as left_list
        on
            left_occupation.occupation_id = left_list.occupation_id
            and right_skill.skill_kind = left_list.skill_kind
            and left_list.skill_order = 1
    where
        left_occupation.occupation_kind = 'occupation'
        and right_occupation.occupation_kind = 'occupation'
        and left_occupation.occupation_id <> right_occupation.occupation_id
        and right_skill.is_shown
        -- Always so: DuckDB 1.5.1 to 1.5.5 and 2.0.0 take like halves of a union for one and mix up their columns.
        and right_skill.list_length >= 1
        and (left_skill.skill_id is null or not left_skill.is_shown)
),

skill_pair as (
    select
        listed_pair.*,
        coalesce(listed_pair.left_source_id = listed_pair.right_source_id, false) as is_same_source,
        case
            when listed_pair.left_source_id is null or listed_pair.right_source_id is null then 'one_list'
            when listed_pair.left_source_id <> listed_pair.right_source_id then 'different_vocabulary'
            when listed_pair.skill_kind = 'listed' and listed_pair.left_list_length <> listed_pair.right_list_length
                then 'different_cut_off'
            else 'alike'
        end as list_comparison
    from listed_pair
)

select
    skill_pair.left_occupation_id,
    skill_pair.right_occupation_id,
    skill_pair.left_title,
    skill_pair.right_title,
    skill_pair.skill_kind,
    skill_pair.skill_id,
    skill_pair.skill_name,
    case
        when skill_pair.left_order is not null and skill_pair.right_order is not null
            then case
                when skill_pair.is_same_source and skill_pair."{stronger_side}" < 0 then 'stronger_left'
                when skill_pair.is_same_source and skill_pair."{stronger_side}" > 0 then 'stronger_right'
                else 'shared'
            end
        when not skill_pair.is_same_source or skill_pair.skill_kind = 'rated' then 'not_listed'
        -- A list that ends earlier says nothing of the skills beyond its end.
        when
            skill_pair.skill_kind = 'listed'
            and (
                (skill_pair.right_order is null and skill_pair.right_list_length < skill_pair.left_list_length)
                or (skill_pair.left_order is null and skill_pair.left_list_length < skill_pair.right_list_length)
            )
            then 'not_listed'
        when skill_pair.left_order is not null then 'only_left'
        else 'only_right'
    end as gap,
    case when skill_pair.is_same_source then skill_pair."{stronger_by}" end as stronger_by,
    -- Where both decide they say the same, and the importance stands for them.
    case
        when not skill_pair.is_same_source then null
        when skill_pair."{stronger_by}" = 'share' then cast(skill_pair.right_share_pct - skill_pair.left_share_pct as decimal(6, 2))
        when skill_pair."{stronger_by}" = 'level' then cast(skill_pair.right_level - skill_pair.left_level as decimal(6, 2))
        when skill_pair."{stronger_by}" is not null
            then cast(skill_pair.right_importance - skill_pair.left_importance as decimal(6, 2))
    end as stronger_difference,
    skill_pair.list_comparison,
    skill_pair.left_rank,
    skill_pair.right_rank,
    skill_pair.left_order,
    skill_pair.right_order,
    skill_pair.left_list_length,
    skill_pair.right_list_length,
    skill_pair.left_share_pct,
    skill_pair.right_share_pct,
    skill_pair.left_importance,
    skill_pair.right_importance,
    cast(skill_pair."{importance_margin}" as decimal(6, 4)) as importance_margin,
    skill_pair.left_level,
    skill_pair.right_level,
    cast(skill_pair."{level_margin}" as decimal(6, 4)) as level_margin,
    skill_pair.left_is_in_demand,
    skill_pair.right_is_in_demand,
    skill_pair.left_is_hot,
    skill_pair.right_is_hot
from skill_pair;
comment on view skill_gap is
'One row: a skill of either of an ordered pair of occupations, and on which side it is stronger.';
comment on column skill_gap.left_occupation_id is 'Key of the first occupation of the pair.';
comment on column skill_gap.right_occupation_id is 'Key of the second occupation of the pair.';
comment on column skill_gap.left_title is 'Title of the first occupation.';
comment on column skill_gap.right_title is 'Title of the second occupation.';
comment on column skill_gap.skill_kind is 'The vocabulary: listed, rated or technology.';
comment on column skill_gap.gap is
'shared, only_left, only_right, stronger_left, stronger_right, or not_listed: beyond the end of the other''s list, so that nothing is known. Rated skills are stronger where importance and level together differ beyond their margins.';
comment on column skill_gap.stronger_by is
'What makes it stronger in one, where gap says so: importance, level or both, of a rated skill; share, of a listed one.';
comment on column skill_gap.stronger_difference is
'The second minus the first in the measure that stronger_by names, of both the importance (points, from 1 to 5 of importance, from 0 to 7 of level; percentage points of shares).';
comment on column skill_gap.list_comparison is
'Whether the two lists can be compared: alike, different_cut_off (one is longer), different_vocabulary (of two sources) or one_list (the other has none of this kind).';
comment on column skill_gap.left_rank is
'Rank in the first''s list, from 1; empty where it is not listed or the publisher gives no order.';
comment on column skill_gap.right_rank is
'Rank in the second''s list, from 1; empty where it is not listed or the publisher gives no order.';
comment on column skill_gap.left_order is 'Position to show it at among the first''s, from 1; empty where it is not listed.';
comment on column skill_gap.right_order is 'Position to show it at among the second''s, from 1; empty where it is not listed.';
comment on column skill_gap.left_list_length is 'Skills in the first''s list (count).';
comment on column skill_gap.right_list_length is 'Skills in the second''s list (count).';
comment on column skill_gap.left_share_pct is 'Share of people or postings that name the skill, in the first (percent).';
comment on column skill_gap.right_share_pct is 'Share of people or postings that name the skill, in the second (percent).';
comment on column skill_gap.left_importance is 'Importance of a rated skill in the first (points, from 1 to 5).';
comment on column skill_gap.right_importance is 'Importance of a rated skill in the second (points, from 1 to 5).';
comment on column skill_gap.importance_margin is
'1.96 standard errors of the difference in importance (points): of equal importances 95 in 100 lie closer.';
comment on column skill_gap.left_level is 'Level of a rated skill in the first (points, from 0 to 7); empty where it is not relevant.';
comment on column skill_gap.right_level is 'Level of a rated skill in the second (points, from 0 to 7); empty where it is not relevant.';
comment on column skill_gap.level_margin is
'1.96 standard errors of the difference in level (points): of equal levels 95 in 100 lie closer.';
comment on column skill_gap.left_is_in_demand is 'True where postings for the first often ask for the technology.';
comment on column skill_gap.right_is_in_demand is 'True where postings for the second often ask for the technology.';
comment on column skill_gap.left_is_hot is 'True where the first uses the technology and postings of all kinds often ask for it.';
comment on column skill_gap.right_is_hot is 'True where the second uses the technology and postings of all kinds often ask for it.';
