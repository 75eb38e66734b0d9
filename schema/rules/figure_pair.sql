-- One row: two figures of one metric, with what follows from them: how far apart they are, and which is the better one.
-- The rule of every comparison, written once and no object of its own: a view selects from a common table expression
-- of this name that has these columns, and figure_pair."{difference}" in it stands for the expression that is named so here.
select
    figure_pair.left_definition_id = figure_pair.right_definition_id as is_like_for_like,
    cast(figure_pair.right_number - figure_pair.left_number as decimal(18, 4)) as difference,
    -- Exactly rounded, half a tenth away from zero: with a = 2000 |right - left| + left and b = 2 left the tenths of a
    -- percent are a / b without its remainder. A quotient of doubles would miss the halves.
    case
        when figure_pair.unit <> 'percent' and figure_pair.left_number > 0
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
        when figure_pair.left_definition_id <> figure_pair.right_definition_id then null
        when figure_pair.left_number = figure_pair.right_number then null
        -- A figure that is only known to be at least the top code is the higher one from there on.
        when coalesce(figure_pair.right_number, figure_pair.right_at_least) > figure_pair.left_number
            then case figure_pair.better when 'higher' then 'right' when 'lower' then 'left' end
        when figure_pair.right_number < coalesce(figure_pair.left_number, figure_pair.left_at_least)
            then case figure_pair.better when 'higher' then 'left' when 'lower' then 'right' end
    end as better_side
from figure_pair
