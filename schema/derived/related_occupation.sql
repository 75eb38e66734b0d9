-- Answers: which occupations are alike, by the figures and in the publisher's own eyes?
-- The similarity is the cosine of the two occupations' skills, each less its mean over all occupations of that
-- vocabulary: plain cosines of ratings all lie near 1, for every occupation needs some of everything.
create table related_occupation (
    occupation_id text not null references occupation (occupation_id),
    related_occupation_id text not null references occupation (occupation_id),
    similarity decimal(5, 4) check (similarity between -1 and 1),
    similarity_rank integer check (similarity_rank > 0),
    similarity_measure text check (similarity_measure in ('rated skill importance', 'listed skill share')),
    published_position integer check (published_position > 0),
    published_tier text,
    primary key (occupation_id, related_occupation_id),
    check ((similarity is null) = (similarity_measure is null)),
    check (similarity_rank is not null or published_position is not null)
);
insert into related_occupation
with valued as (
    -- Only lists that state a figure for every skill; of lists, those of one source and one length.
    select
        preferred_skill.occupation_id,
        preferred_skill.skill_id,
        case preferred_skill.skill_kind when 'rated' then 'rated skill importance' else 'listed skill share' end as similarity_measure,
        case preferred_skill.skill_kind
            when 'rated' then preferred_skill.source_id
            else preferred_skill.source_id || ' ' || cast(preferred_skill.list_length as text)
        end as vocabulary,
        cast(coalesce(preferred_skill.importance, preferred_skill.share_pct) as double) as figure,
        preferred_skill.skill_kind = 'rated' as is_rated
    from preferred_skill
    inner join occupation on preferred_skill.occupation_id = occupation.occupation_id
    where occupation.occupation_kind = 'occupation' and preferred_skill.skill_kind in ('rated', 'listed')
    qualify count(coalesce(preferred_skill.importance, preferred_skill.share_pct)) over (
        partition by preferred_skill.occupation_id, preferred_skill.skill_kind
    ) = preferred_skill.list_length
),

occupied as (
    select
        valued.occupation_id,
        valued.vocabulary,
        valued.similarity_measure,
        valued.is_rated
    from valued
    group by valued.occupation_id, valued.vocabulary, valued.similarity_measure, valued.is_rated
),

named as (
    select distinct
        valued.vocabulary,
        valued.skill_id
    from valued
),

full_list as (
    -- A skill beyond the end of a list has a share near 0; a missing rating is taken for the mean.
    select
        occupied.occupation_id,
        occupied.vocabulary,
        occupied.similarity_measure,
        named.skill_id,
        coalesce(
            valued.figure,
            case when occupied.is_rated then avg(valued.figure) over (partition by occupied.vocabulary, named.skill_id) end,
            0
        ) as figure
    from occupied
    inner join named
        on occupied.vocabulary = named.vocabulary
    left join valued
        on
            occupied.occupation_id = valued.occupation_id
            and occupied.vocabulary = valued.vocabulary
            and named.skill_id = valued.skill_id
),

deviating as (
    select
        full_list.occupation_id,
        full_list.vocabulary,
        full_list.similarity_measure,
        full_list.skill_id,
        full_list.figure - avg(full_list.figure) over (partition by full_list.vocabulary, full_list.skill_id) as deviation
    from full_list
),

centred as (
    select
        deviating.*,
        sqrt(sum(power(deviating.deviation, 2)) over (partition by deviating.occupation_id, deviating.vocabulary)) as length
    from deviating
),

profile as (
    -- Of length 1, so that the product of two is their cosine; numbered in an order that has nothing to do with them.
    select
        centred.occupation_id,
        centred.vocabulary,
        centred.similarity_measure,
        list(centred.deviation / centred.length order by centred.skill_id) as deviations,
        row_number() over (partition by centred.vocabulary order by md5(centred.occupation_id)) as draw,
        count(*) over (partition by centred.vocabulary) as profiles
    from centred
    where centred.length > 0
    group by centred.occupation_id, centred.vocabulary, centred.similarity_measure
),

landmark as (
    -- One occupation of a hundred, by lot. Each belongs to the landmark that it is nearest to, and looks for the
    -- nearest around 16 of them: all of them among up to 1,600 occupations, and 49 of 50 right ones among 10,000.
    select
        profile.occupation_id as landmark_id,
        profile.vocabulary,
        profile.deviations
    from profile
    where profile.draw <= ceil(profile.profiles / 100.0)
),

located as (
    select
        profile.occupation_id,
        profile.vocabulary,
        profile.deviations,
        max_by(landmark.landmark_id, list_dot_product(profile.deviations, landmark.deviations), 16) as landmark_ids
    from profile
    inner join landmark on profile.vocabulary = landmark.vocabulary
    group by profile.occupation_id, profile.vocabulary, profile.deviations
),

searching as (
    select
        located.occupation_id,
        located.vocabulary,
        located.deviations,
        unnest(located.landmark_ids) as landmark_id
    from located
),

nearest as (
    select
        searching.occupation_id,
        searching.vocabulary,
        unnest(max_by(
            located.occupation_id,
            list_dot_product(searching.deviations, located.deviations),
            25
        )) as related_occupation_id
    from searching
    inner join located
        on searching.vocabulary = located.vocabulary and searching.landmark_id = located.landmark_ids[1]
    where searching.occupation_id <> located.occupation_id
    group by searching.occupation_id, searching.vocabulary
),

published as (
    select
        published_relation.occupation_id,
        published_relation.related_occupation_id,
        published_relation.list_position,
        published_relation.relation_tier
    from published_relation
    inner join release on published_relation.release_id = release.release_id
    qualify row_number() over (
        partition by published_relation.occupation_id, published_relation.related_occupation_id
        order by release.precedence desc
    ) = 1
),

candidate as (
    select
        nearest.occupation_id,
        nearest.related_occupation_id,
        true as is_nearest
    from nearest
    union
    select
        published.occupation_id,
        published.related_occupation_id,
        false as is_nearest
    from published
),

measured as (
    select
        candidate.occupation_id,
        candidate.related_occupation_id,
        bool_or(candidate.is_nearest) as is_nearest,
        max(list_dot_product(left_profile.deviations, right_profile.deviations)) as similarity,
        min(case when right_profile.occupation_id is not null then left_profile.similarity_measure end) as similarity_measure
    from candidate
    left join profile as left_profile on candidate.occupation_id = left_profile.occupation_id
    left join profile as right_profile
        on
            candidate.related_occupation_id = right_profile.occupation_id
            and left_profile.vocabulary = right_profile.vocabulary
    group by candidate.occupation_id, candidate.related_occupation_id
)

select
    measured.occupation_id,
    measured.related_occupation_id,
    cast(measured.similarity as decimal(5, 4)) as similarity,
    case
        when measured.is_nearest then row_number() over (
            partition by measured.occupation_id, measured.is_nearest
            order by measured.similarity desc, measured.related_occupation_id asc
        )
    end as similarity_rank,
    measured.similarity_measure,
    published.list_position as published_position,
    published.relation_tier as published_tier
from measured
left join published
    on
        measured.occupation_id = published.occupation_id
        and measured.related_occupation_id = published.related_occupation_id
order by measured.occupation_id, similarity_rank nulls last, published_position;
comment on table related_occupation is
'One row: an occupation near another: among its 25 most similar by skills, or named as related by a publisher.';
comment on column related_occupation.related_occupation_id is 'Key of the occupation that is near.';
comment on column related_occupation.similarity is
'Cosine of the skills of both, each less its mean over all occupations (from -1 to 1); empty where they have no vocabulary of skills in common.';
comment on column related_occupation.similarity_rank is 'Rank by similarity, from 1 to 25; empty for those that only a publisher names. Of more than 1,600 occupations with one vocabulary a few near ones may be missed.';
comment on column related_occupation.similarity_measure is
'What is compared: rated skill importance, or listed skill share (a skill beyond the list counts as 0).';
comment on column related_occupation.published_position is 'Position in the publisher''s list of related occupations, from 1.';
