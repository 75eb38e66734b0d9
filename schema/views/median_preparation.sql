-- Answers: how much experience or training does the middle one of the respondents hold to be needed?
create view median_preparation as
with counted as (
    select
        preparation_share.occupation_id,
        preparation_share.release_id,
        preparation_share.preparation_kind,
        preparation_share.preparation_level,
        preparation_share.share_pct,
        sum(preparation_share.share_pct) over (
            partition by
                preparation_share.occupation_id, preparation_share.release_id, preparation_share.preparation_kind
            order by preparation_share.preparation_level
        ) as share_up_to_pct,
        sum(preparation_share.share_pct) over (
            partition by
                preparation_share.occupation_id, preparation_share.release_id, preparation_share.preparation_kind
        ) as all_shares_pct,
        max(case when preparation_share.is_suppress_recommended then 1 else 0 end) over (
            partition by
                preparation_share.occupation_id, preparation_share.release_id, preparation_share.preparation_kind
        ) = 1 as is_suppress_recommended
    from preparation_share
)

select
    counted.occupation_id,
    counted.release_id,
    counted.preparation_kind,
    counted.preparation_level,
    preparation_level.level_name,
    preparation_level.months_min,
    preparation_level.months_max,
    counted.share_pct,
    counted.is_suppress_recommended
from counted
inner join preparation_level
    on
        counted.preparation_kind = preparation_level.preparation_kind
        and counted.preparation_level = preparation_level.preparation_level
where
    2 * counted.share_up_to_pct >= counted.all_shares_pct
    and 2 * (counted.share_up_to_pct - counted.share_pct) < counted.all_shares_pct;
comment on view median_preparation is
'One row: the answer of the middle one of the respondents to how much preparation of one kind an occupation takes, from one release.';
comment on column median_preparation.preparation_level is
'Rank of the answer, from 1 (none) upwards: half of the respondents gave it or a lower one.';
comment on column median_preparation.share_pct is 'Share of the respondents who chose this very answer (percent).';
comment on column median_preparation.is_suppress_recommended is
'True where the publisher advises against using any of the shares behind it, for their low precision.';
