-- One row: two figures of one metric, with what follows from them: how far apart they are, and which is the better one.
-- The rule of every comparison, written once and no object of its own: a view selects from a common table expression
-- of this name that has these columns, and figure_pair."{difference}" in it stands for the expression that is named so here.
select
    figure_pair.left_comparable_as = figure_pair.right_comparable_as as is_like_for_like,
    case
        when figure_pair.left_classification <> figure_pair.right_classification
            then
                'They are of two classifications (' || figure_pair.left_classification || ' and '
                || figure_pair.right_classification || '), in which one code may mean different occupations.'
        when not figure_pair."{is_like_for_like}" then 'They are defined differently, or of different entries.'
    end as unlike_caution,
    -- Of two figures of groups without a name that are equal nobody can tell.
    case
        when
            figure_pair.left_measured_id = figure_pair.right_measured_id
            and figure_pair.left_release_id = figure_pair.right_release_id then true
        when
            figure_pair.left_shared_by is null
            and figure_pair.right_shared_by is null
            and figure_pair.left_number = figure_pair.right_number then null
        when figure_pair.left_measured_id is not null and figure_pair.right_measured_id is not null then false
    end as is_same_figure,
    case
        when figure_pair."{is_like_for_like}"
            then cast(figure_pair.right_number - figure_pair.left_number as decimal(19, 4))
    end as difference,
    -- Exactly rounded, half a tenth away from zero: with a = 2000 |right - left| + left and b = 2 left the tenths of a
    -- percent are a / b without its remainder. A quotient of doubles would miss the halves.
    case
        -- Of points on a scale nobody can tell how many times one is another.
        when
            figure_pair."{is_like_for_like}"
            and figure_pair.left_number > 0
            and figure_pair.unit not in ('percent', 'points')
            and figure_pair.unit not like '% from % to %'
            then cast(
                cast(
                    (
                        2000 * abs(figure_pair.right_number - figure_pair.left_number) + figure_pair.left_number
                        - (2000 * abs(figure_pair.right_number - figure_pair.left_number) + figure_pair.left_number)
                        % (2 * figure_pair.left_number)
                    ) / (2 * figure_pair.left_number) as decimal(18, 0)
                )
                * case when figure_pair.right_number < figure_pair.left_number then -0.1 else 0.1 end as decimal(18, 1)
            )
    end as percent_difference,
    case
        when
            figure_pair."{is_like_for_like}"
            and (
                figure_pair.left_measured_id <> figure_pair.right_measured_id
                or figure_pair.left_release_id <> figure_pair.right_release_id
            )
            then cast(
                -- As doubles: a product of two decimals is longer than another engine holds, which would cut it.
                1.96 * sqrt(
                    power(cast(figure_pair.left_standard_error as double), 2)
                    + power(cast(figure_pair.right_standard_error as double), 2)
                ) as decimal(19, 4)
            )
    end as difference_margin,
    abs(figure_pair.right_number - figure_pair.left_number) > figure_pair."{difference_margin}" as is_beyond_error,
    -- As far as it is known: a figure without a published error counts as exact.
    cast(
        1.96 * sqrt(
            power(cast(coalesce(figure_pair.left_standard_error, 0) as double), 2)
            + power(cast(coalesce(figure_pair.right_standard_error, 0) as double), 2)
        ) as decimal(19, 4)
    ) as known_margin,
    -- A figure that is only known to be at least the top code is the higher one from there on.
    case
        when not figure_pair."{is_like_for_like}" then null
        when
            coalesce(figure_pair.right_number, figure_pair.right_at_least) - figure_pair.left_number
            > figure_pair."{known_margin}"
            then case figure_pair.better when 'higher' then 'right' when 'lower' then 'left' end
        when
            coalesce(figure_pair.left_number, figure_pair.left_at_least) - figure_pair.right_number
            > figure_pair."{known_margin}"
            then case figure_pair.better when 'higher' then 'left' when 'lower' then 'right' end
    end as better_side
from figure_pair
