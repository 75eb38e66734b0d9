-- Answers: all pairs at once, for sorting and filtering.
-- A select item or comment that names "{metric}" stands once for every metric that is not ranked, "{number_metric}"
-- for those that are numbers.
create view comparison as
select
    left_profile.occupation_id as left_occupation_id,
    right_profile.occupation_id as right_occupation_id,
    left_profile."{metric}" as "left_{metric}",
    right_profile."{metric}" as "right_{metric}",
    -- Engines type a difference of decimals differently: an explicit type opens in every one of them.
    cast(
        case
            when left_comparable."{number_metric}" = right_comparable."{number_metric}"
                then right_profile."{number_metric}" - left_profile."{number_metric}"
        end as "{sql_type}"
    ) as "{number_metric}_difference"
from occupation_profile as left_profile
inner join comparable_profile as left_comparable on left_profile.occupation_id = left_comparable.occupation_id
cross join occupation_profile as right_profile
inner join comparable_profile as right_comparable on right_profile.occupation_id = right_comparable.occupation_id
where left_profile.occupation_id <> right_profile.occupation_id;
comment on view comparison is
'One row: an ordered pair of occupations with every metric of both, and the differences of the numbers.';
comment on column comparison.left_occupation_id is 'Key of the first occupation of the pair.';
comment on column comparison.right_occupation_id is 'Key of the second occupation of the pair.';
comment on column comparison."left_{metric}" is '{label} of the first ({unit}).';
comment on column comparison."right_{metric}" is '{label} of the second ({unit}).';
comment on column comparison."{number_metric}_difference" is '{label}: the second minus the first ({difference_unit}); empty where the two are not alike.';
