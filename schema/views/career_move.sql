-- Answers: which moves pay, and how much experience, training, education and how many skills are to be added?
create view career_move as
with paid as (
    -- Whose figure it is: occupations of one group have one figure, between which there is no raise.
    select
        occupation_metric.occupation_id,
        cast(max(
            case when occupation_metric.metric_id = 'annual_pay_median' then occupation_metric.number_value end
        ) as integer) as median_usd,
        cast(max(
            case when occupation_metric.metric_id = 'annual_pay_median' then occupation_metric.at_least_value end
        ) as integer) as median_at_least_usd,
        max(case when occupation_metric.metric_id = 'annual_pay_median' then occupation_metric.definition_id end) as median_definition_id,
        cast(max(
            case when occupation_metric.metric_id = 'annual_pay' then occupation_metric.number_value end
        ) as integer) as average_usd,
        cast(max(
            case when occupation_metric.metric_id = 'annual_pay' then occupation_metric.at_least_value end
        ) as integer) as average_at_least_usd,
        max(case when occupation_metric.metric_id = 'annual_pay' then occupation_metric.definition_id end) as average_definition_id,
        max(coalesce(occupation_metric.group_id, occupation_metric.occupation_id)) as pay_measured_id
    from occupation_metric
    where occupation_metric.metric_id in ('annual_pay', 'annual_pay_median')
    group by occupation_metric.occupation_id
),

requirement as (
    select
        entry_requirement.*,
        paid.median_usd,
        paid.median_at_least_usd,
        paid.median_definition_id,
        paid.average_usd,
        paid.average_at_least_usd,
        paid.average_definition_id,
        paid.pay_measured_id,
        listed.source_id as listed_source_id,
        listed.list_length as listed_length,
        technology.source_id as technology_source_id,
        technology.shown_length as technology_length
    from entry_requirement
    left join paid on entry_requirement.occupation_id = paid.occupation_id
    -- The first of a list stands for it.
    left join preferred_skill as listed
        on
            entry_requirement.occupation_id = listed.occupation_id
            and listed.skill_kind = 'listed'
            and listed.skill_order = 1
    left join preferred_skill as technology
        on
            entry_requirement.occupation_id = technology.occupation_id
            and technology.skill_kind = 'technology'
            and technology.skill_order = 1
),

skill_pair as (
    select
        left_occupation.occupation_id as left_occupation_id,
        right_occupation.occupation_id as right_occupation_id,
        left_occupation.title as left_title,
        right_occupation.title as right_title,
        left_skill.skill_kind,
        left_skill.source_id = right_skill.source_id as is_same_source,
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
    inner join preferred_skill as right_skill on left_skill.skill_id = right_skill.skill_id
    inner join occupation as left_occupation on left_skill.occupation_id = left_occupation.occupation_id
    inner join occupation as right_occupation on right_skill.occupation_id = right_occupation.occupation_id
    where right_skill.is_shown
),

shared as (
    -- By title as well as by id, so that a filter on titles reaches the skills.
    select
        skill_pair.left_occupation_id,
        skill_pair.right_occupation_id,
        skill_pair.left_title,
        skill_pair.right_title,
        count(case when skill_pair.skill_kind = 'rated' and skill_pair.is_same_source then 1 end) as rated_count,
        count(case when skill_pair.skill_kind = 'listed' and skill_pair.is_same_source then 1 end) as listed_count,
        count(case when skill_pair.skill_kind = 'technology' then 1 end) as technology_count,
        count(case when skill_pair.is_same_source and skill_pair."{stronger_side}" > 0 then 1 end) as stronger_count
    from skill_pair
    group by
        skill_pair.left_occupation_id, skill_pair.right_occupation_id, skill_pair.left_title, skill_pair.right_title
),

move as (
    select
        from_requirement.occupation_id as from_occupation_id,
        to_requirement.occupation_id as to_occupation_id,
        from_requirement.title as from_title,
        to_requirement.title as to_title,
        coalesce(related_occupation.published_position is not null or related_occupation.similarity > 0, false) as is_related,
        case
            when from_requirement.median_definition_id = to_requirement.median_definition_id then 'median'
            when from_requirement.average_definition_id = to_requirement.average_definition_id then 'average'
        end as pay_statistic,
        from_requirement.pay_measured_id as from_pay_measured_id,
        to_requirement.pay_measured_id as to_pay_measured_id,
        from_requirement.median_usd as from_median_usd,
        to_requirement.median_usd as to_median_usd,
        to_requirement.median_at_least_usd as to_median_at_least_usd,
        from_requirement.average_usd as from_average_usd,
        to_requirement.average_usd as to_average_usd,
        to_requirement.average_at_least_usd as to_average_at_least_usd,
        from_requirement.months_of_experience_min as from_months_min,
        from_requirement.months_of_experience_max as from_months_max,
        to_requirement.months_of_experience_min as to_months_min,
        to_requirement.months_of_experience_max as to_months_max,
        from_requirement.experience_basis as from_experience_basis,
        to_requirement.experience_basis as to_experience_basis,
        from_requirement.entry_training as from_training,
        to_requirement.entry_training as to_training,
        to_requirement.is_training_needed,
        from_requirement.job_zone as from_job_zone,
        to_requirement.job_zone as to_job_zone,
        from_requirement.education as from_education,
        to_requirement.education as to_education,
        case
            when from_requirement.education_basis = to_requirement.education_basis
                then greatest(to_requirement.degree_level - from_requirement.degree_level, 0)
        end as degree_levels_to_add,
        coalesce(shared.rated_count, 0) as rated_count,
        coalesce(shared.stronger_count, 0) as stronger_count,
        coalesce(shared.listed_count, 0) as listed_count,
        -- A list that ends earlier says nothing of the skills beyond its end.
        case
            when
                from_requirement.listed_source_id = to_requirement.listed_source_id
                and from_requirement.listed_length >= to_requirement.listed_length
                then to_requirement.listed_length - coalesce(shared.listed_count, 0)
            else 0
        end as only_listed_to_count,
        case
            when
                from_requirement.listed_source_id = to_requirement.listed_source_id
                and to_requirement.listed_length >= from_requirement.listed_length
                then from_requirement.listed_length - coalesce(shared.listed_count, 0)
            else 0
        end as only_listed_from_count,
        case
            when from_requirement.technology_source_id = to_requirement.technology_source_id
                then to_requirement.technology_length - coalesce(shared.technology_count, 0)
        end as technologies_to_learn,
        to_requirement.growth as to_growth,
        to_requirement.growth_period as to_growth_period
    from requirement as from_requirement
    cross join requirement as to_requirement
    left join shared
        on
            from_requirement.occupation_id = shared.left_occupation_id
            and to_requirement.occupation_id = shared.right_occupation_id
            and from_requirement.title = shared.left_title
            and to_requirement.title = shared.right_title
    left join related_occupation
        on
            from_requirement.occupation_id = related_occupation.occupation_id
            and to_requirement.occupation_id = related_occupation.related_occupation_id
    where from_requirement.occupation_id <> to_requirement.occupation_id
)

select
    move.from_occupation_id,
    move.to_occupation_id,
    move.from_title,
    move.to_title,
    move.is_related,
    move.pay_statistic,
    case move.pay_statistic when 'median' then move.from_median_usd when 'average' then move.from_average_usd end as from_annual_pay,
    case move.pay_statistic when 'median' then move.to_median_usd when 'average' then move.to_average_usd end as to_annual_pay,
    case move.pay_statistic
        when 'median' then move.to_median_at_least_usd
        when 'average' then move.to_average_at_least_usd
    end as to_annual_pay_at_least,
    case
        when move.from_pay_measured_id = move.to_pay_measured_id then null
        when move.pay_statistic = 'median' then move.to_median_usd - move.from_median_usd
        when move.pay_statistic = 'average' then move.to_average_usd - move.from_average_usd
    end as annual_pay_gained,
    case
        when move.from_pay_measured_id = move.to_pay_measured_id then null
        when move.pay_statistic = 'median' then move.to_median_at_least_usd - move.from_median_usd
        when move.pay_statistic = 'average' then move.to_average_at_least_usd - move.from_average_usd
    end as annual_pay_gained_at_least,
    move.from_pay_measured_id = move.to_pay_measured_id as is_same_pay_figure,
    move.to_pay_measured_id,
    -- Experience counts in related occupations only: what was gained elsewhere is to be gained again. "None" in words
    -- is not "none" in answers, so that between unlike bases nothing is subtracted.
    case
        when not move.is_related then move.to_months_min
        when move.from_experience_basis <> move.to_experience_basis then null
        when move.to_months_min > move.from_months_max then move.to_months_min - move.from_months_max
        -- Where the experience gained is open upwards, it may be all that is asked for.
        when move.to_months_min is not null and coalesce(move.from_months_max, move.from_months_min) is not null then 0
    end as months_of_experience_to_add_min,
    -- Not the greatest of it and 0, which is 0 where an end is open or not known.
    case
        when not move.is_related then move.to_months_max
        when move.from_experience_basis <> move.to_experience_basis then null
        when move.to_months_max > move.from_months_min then move.to_months_max - move.from_months_min
        when move.to_months_max <= move.from_months_min then 0
    end as months_of_experience_to_add_max,
    move.from_experience_basis,
    move.to_experience_basis,
    move.from_training,
    move.to_training,
    move.is_training_needed,
    move.from_job_zone,
    move.to_job_zone,
    move.from_education,
    move.to_education,
    move.degree_levels_to_add,
    case
        when move.rated_count + move.listed_count + move.only_listed_to_count + move.only_listed_from_count > 0
            then move.stronger_count + move.only_listed_to_count
    end as skills_to_learn,
    move.rated_count + move.listed_count + move.only_listed_to_count + move.only_listed_from_count as skills_compared,
    move.technologies_to_learn,
    move.to_growth,
    move.to_growth_period
from move;
comment on view career_move is
'One row: a move from one occupation to another: what it brings and what it asks for.';
comment on column career_move.from_occupation_id is 'Key of the occupation that is left.';
comment on column career_move.to_occupation_id is 'Key of the occupation that is taken up.';
comment on column career_move.from_title is 'Title of the occupation that is left.';
comment on column career_move.to_title is 'Title of the occupation that is taken up.';
comment on column career_move.is_related is
'True where the publisher lists the second as related to the first, or it is among the most similar by skills, with a similarity above 0.';
comment on column career_move.pay_statistic is
'What pay is here: median where both have one of one definition, else average of one definition; empty where neither can be compared.';
comment on column career_move.from_annual_pay is
'Pay of the occupation that is left, as pay_statistic says (US dollars a year).';
comment on column career_move.to_annual_pay is
'Pay of the occupation that is taken up, as pay_statistic says (US dollars a year).';
comment on column career_move.to_annual_pay_at_least is
'Lower bound of that pay, where only that is known (US dollars a year).';
comment on column career_move.annual_pay_gained is
'Pay of the second less that of the first (US dollars a year); empty within one pay group, whose figure is the same by construction.';
comment on column career_move.annual_pay_gained_at_least is
'Lower bound of the pay gained, where the second is top-coded (US dollars a year).';
comment on column career_move.is_same_pay_figure is 'True where both have the pay of one group, which says nothing of the move.';
comment on column career_move.to_pay_measured_id is
'Key of the occupation or group whose pay to_annual_pay is.';
comment on column career_move.months_of_experience_to_add_min is
'Experience that the second takes beyond the first, at least (months): all of it unless the two are related, for experience counts in related occupations; empty where it is not known, or the bases of related ones differ.';
comment on column career_move.months_of_experience_to_add_max is
'Experience that the second takes beyond the first, at most (months), never below the least; empty where it is open, not known, or not of one basis.';
comment on column career_move.from_experience_basis is
'What is known of the experience of the occupation that is left: stated by the source, middle answer of respondents, or words of the projections.';
comment on column career_move.to_experience_basis is
'What is known of the experience that the occupation taken up asks for: stated by the source, middle answer of respondents, or words of the projections.';
comment on column career_move.from_training is 'Training of the occupation that is left, in the words of the projections.';
comment on column career_move.to_training is
'Training that the occupation taken up gives or asks for after entry, in the words of the projections.';
comment on column career_move.from_job_zone is 'Job zone of the occupation that is left (zone from 1 to 5).';
comment on column career_move.to_job_zone is 'Job zone of the occupation that is taken up (zone from 1 to 5).';
comment on column career_move.from_education is
'Education to enter the occupation that is left: the typical one, or else the most common degree.';
comment on column career_move.to_education is
'Education to enter the occupation that is taken up: the typical one, or else the most common degree.';
comment on column career_move.degree_levels_to_add is
'Levels of education that the second asks for beyond the first (count); empty unless both are known in the same way.';
comment on column career_move.skills_to_learn is
'Rated or listed skills that the second has more of, or alone, beyond the error (count); empty where no skill of both is rated or listed.';
comment on column career_move.skills_compared is 'Rated or listed skills that could be compared (count).';
comment on column career_move.technologies_to_learn is
'Hot technologies and those in demand that the second uses and the first does not (count); empty where either has no list.';
comment on column career_move.to_growth is 'Growth of the occupation that is taken up (percent).';
comment on column career_move.to_growth_period is 'Period of that growth; empty when the source does not say.';
