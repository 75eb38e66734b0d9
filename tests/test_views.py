"""Every view on a small given/expect case: seeds in, the view's rows compared one by one, '-' for a null."""

import re
from decimal import Decimal

import duckdb
import pytest
from conftest import ROOT, write_seeds

from occupare.building import build
from occupare.seed_files import SeedFolder


def tables_of(text: str) -> dict[str, str]:
    """The tables of a text by their heading, a line that ends with ':'."""
    parts = re.split(r"^ {4}(\S.*):\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


# Own data comes first in precedence, then Beta, then Alpha's editions.
SEEDS = tables_of("""
    source:
        source_id | source_name  | publisher
        alpha     | Alpha survey | Alpha Office
        beta      | Beta survey  | Beta Office
    release:
        release_id | source_id | release_name | period_start | period_end | precedence
        alpha-2023 | alpha     | Alpha 2023   | 2023-01-01   | 2023-12-31 | 10
        alpha-2024 | alpha     | Alpha 2024   | 2024-01-01   | 2024-12-31 | 20
        beta-2024  | beta      | Beta 2024    | 2022-01-01   | 2024-12-31 | 30
    definition:
        definition_id | metric_id  | meaning
        all-workers   | annual_pay | Mean pay of all workers.
        full-time     | annual_pay | Mean pay of full-time workers.
    source_metric:
        source_id | metric_id  | definition_id
        alpha     | annual_pay | all-workers
        beta      | annual_pay | full-time
    occupation:
        occupation_id | occupation_kind | title            | plural_title   | category
        baker         | occupation      | Baker            | Bakers         | Food
        grain         | group           | Grain workers    |                | Groups
        miller        | occupation      | Miller / Grinder | millers, local |
    alternate_title:
        occupation_id | alternate_title
        miller        | Grain Miller (C++)
        miller        | Bakers
    occupation_code:
        occupation_id | code_system | code
        baker         | SOC 2018    | 51-3011
        baker         | Own system  | 007
    measured_for:
        occupation_id | source_id | group_id | is_whole_group | crosswalk
        miller        | alpha     | grain    | false          | Alpha counts grain workers together
        baker         | beta      | grain    | true           | Beta calls bakers grain workers
    area:
        area_id | area_kind | area_name
        M1      | metro     | Springfield
        M2      | metro     | Shelbyville
        N1      | nonmetro  | North woods
    industry:
        industry_id | industry_name | industry_level
        food        | Food making   | sector
        shops       | Shops         | sector
        bread       | Bread making  | subsector
    pay:
        occupation_id | release_id | area_id | industry_id | annual_stated_usd | annual_mean_usd | annual_p90_usd | hourly_mean_usd
        baker         | alpha-2023 | US      | all         |                   | 30000           | 70000          |
        baker         | alpha-2024 | US      | all         |                   | 41600           |                | 20.00
        baker         | alpha-2024 | CA      | all         |                   | 60000           |                |
        baker         | alpha-2024 | NY      | all         |                   | 60000           |                |
        baker         | alpha-2024 | TX      | all         |                   |                 |                |
        baker         | alpha-2024 | WY      | all         |                   | 20000           |                |
        baker         | alpha-2024 | PR      | all         |                   | 99000           |                |
        baker         | alpha-2024 | M1      | all         |                   | 44000           |                |
        baker         | alpha-2024 | M2      | all         |                   | 45000           |                |
        baker         | alpha-2024 | N1      | all         |                   | 98000           |                |
        baker         | alpha-2024 | US      | food        |                   | 43000           |                |
        baker         | alpha-2024 | US      | shops       |                   |                 |                |
        baker         | alpha-2024 | US      | bread       |                   | 97000           |                |
        grain         | alpha-2024 | US      | all         |                   | 35000           |                | 17.00
        miller        | beta-2024  | US      | all         | 52000             |                 | 90000          |
    pay_unpublished:
        occupation_id | release_id | area_id | industry_id | pay_column      | reason     | at_least_usd
        baker         | alpha-2024 | US      | all         | annual_p90_usd  | at_least   | 239200
        baker         | alpha-2024 | US      | all         | annual_p10_usd  | suppressed |
        baker         | alpha-2024 | TX      | all         | annual_mean_usd | suppressed |
        baker         | alpha-2024 | US      | shops       | annual_mean_usd | at_least   | 239200
    stated_leader:
        occupation_id | release_id | leader_kind         | leader_name
        miller        | beta-2024  | best_paying_city    | Omaha, NE
        miller        | beta-2024  | best_paying_company | Flour Inc
        miller        | beta-2024  | top_major           | Agronomy
    stated_figure:
        occupation_id | release_id | metric_id      | number_value | text_value
        grain         | beta-2024  | entry_training |              | A year on the job
    experience:
        occupation_id | months_min | months_max | is_open_ended
        baker         | 6          | 12         |
        miller        | 120        |            | true
    outlook:
        occupation_id | growth_pct | growth_start_year | growth_end_year | openings_stated | satisfaction | satisfaction_maximum
        baker         | 5.0        | 2024              | 2034            | 800             | 4.0          | 5.0
        miller        | -2.5       |                   |                 | 1000            |              |
    degree_share:
        occupation_id | release_id | basis    | degree_id   | share_pct
        baker         | own-data   | stated   | bachelors   | 60.0
        baker         | own-data   | required | high-school | 55.5
        miller        | alpha-2024 | attained | high-school | 40.0
        miller        | alpha-2024 | attained | associate   | 40.0
        miller        | alpha-2024 | attained | bachelors   | 20.0
    demographic_base:
        source_id | dimension | base    | is_partition
        alpha     | sex       | Workers | true
    demographic_share:
        occupation_id | release_id | dimension | demographic_group | share_pct
        baker         | own-data   | gender    | female            | 55.0
        baker         | own-data   | race      | white             | 0.0
        miller        | alpha-2024 | sex       | female            | 30.5
        miller        | own-data   | race      | white             | 62.5
    age:
        occupation_id | release_id | age_statistic | age_years
        grain         | alpha-2024 | median        | 39.5
    skill:
        skill_id | skill_kind | skill_name
        bread    | listed     | Bread Making
        dough    | listed     | Dough
        critical | rated      | Critical Thinking
        math     | rated      | Mathematics
        sheet    | technology | Spreadsheets
        word     | technology | Word processors
        abacus   | technology | Abacuses
        old      | percentile | Olden Skill
    occupation_skill:
        occupation_id | skill_id | release_id | list_position | share_pct | importance | is_hot | is_in_demand
        baker         | bread    | own-data   | 2             | 20.5      |            |        |
        baker         | dough    | own-data   | 1             | 10.0      |            |        |
        baker         | critical | own-data   |               |           | 3.50       |        |
        baker         | math     | own-data   |               |           | 4.00       |        |
        baker         | sheet    | own-data   |               |           |            | true   | false
        baker         | word     | own-data   |               |           |            | false  | true
        baker         | abacus   | own-data   |               |           |            | false  | false
        baker         | old      | own-data   |               |           | 5.00       |        |
        miller        | dough    | alpha-2023 | 1             |           |            |        |
        miller        | bread    | alpha-2024 | 1             |           |            |        |
    responsibility:
        occupation_id | list_position | responsibility
        baker         | 1             | Knead the dough
        baker         | 3             | Heat the oven
""")
# Where the sources do not differ they share the definitions of own data.
SHARED_METRICS = {
    "alpha": "annual_pay_p10 annual_pay_p90 hourly_pay best_paying_city best_paying_state top_degree top_degree_share "
    "high_school_share associate_share bachelors_share median_age male_share female_share skill",
    "beta": "annual_pay_p90 hourly_pay best_paying_city best_paying_company top_major entry_training",
}
SEEDS["source_metric"] += "".join(
    f"{source} | {metric} | own-data-{metric.replace('_', '-')}\n"
    for source, metrics in SHARED_METRICS.items()
    for metric in metrics.split()
)

# Each view (or some of its rows): its columns and the rows expected, in no order.
CASES = tables_of("""
    best_paying:
        occupation_id | release_id | leader_kind | leader_name          | annual_mean_usd | candidate_count | suppressed_count | top_coded_count
        baker         | alpha-2024 | city        | Shelbyville          | 45000           | 2               | 0                | 0
        baker         | alpha-2024 | industry    | -                    | 43000           | 2               | 0                | 1
        baker         | alpha-2024 | state       | California; New York | 60000           | 4               | 1                | 0
    comparison:
        left_occupation_id | right_occupation_id | left_title       | right_category | left_annual_pay | right_annual_pay | annual_pay_difference | hourly_pay_difference | growth_difference | female_share_difference | white_share_difference | left_experience_years_max | right_experience_years_max | experience_years_max_difference
        baker              | miller              | Baker            | -              | 41600           | 52000            | 10400                 | 5                     | -7.5              | -24.5                   | 62.5                   | 1                         | -                          | -
        miller             | baker               | Miller / Grinder | Food           | 52000           | 41600            | -10400                | -5                    | 7.5               | 24.5                    | -62.5                  | -                         | 1                          | -
    comparison_metric where metric_id in ('annual_pay', 'annual_pay_p90', 'hourly_pay', 'experience_years_max','median_age', 'female_share'):
        left_occupation_id | right_occupation_id | metric_id            | left_number | right_number | difference | percent_difference | better_side | is_like_for_like | left_status | right_status | left_at_least | right_at_least | left_basis | right_basis | right_group_id | left_release_id | right_definition_id
        baker              | miller              | experience_years_max | 1           | -            | -          | -                  | -           | true             | exact       | at_least     | -             | 10             | observed   | observed    | -              | own-data        | own-data-experience-years-max
        baker              | miller              | annual_pay           | 41600       | 52000        | 10400      | 25                 | -           | false            | exact       | exact        | -             | -              | observed   | observed    | -              | alpha-2024      | full-time
        baker              | miller              | hourly_pay           | 20          | 25           | 5          | 25                 | right       | true             | exact       | exact        | -             | -              | observed   | derived     | -              | alpha-2024      | own-data-hourly-pay
        baker              | miller              | annual_pay_p90       | -           | 90000        | -          | -                  | -           | true             | at_least    | exact        | 239200        | -              | observed   | observed    | -              | alpha-2024      | own-data-annual-pay-p90
        baker              | miller              | median_age           | -           | 39.5         | -          | -                  | -           | -                | -           | exact        | -             | -              | -          | inherited   | grain          | -               | own-data-median-age
        baker              | miller              | female_share         | 55          | 30.5         | -24.5      | -                  | -           | true             | exact       | exact        | -             | -              | observed   | observed    | -              | own-data        | own-data-female-share
        miller             | baker               | experience_years_max | -           | 1            | -          | -                  | -           | true             | at_least    | exact        | 10            | -              | observed   | observed    | -              | own-data        | own-data-experience-years-max
        miller             | baker               | annual_pay           | 52000       | 41600        | -10400     | -20                | -           | false            | exact       | exact        | -             | -              | observed   | observed    | -              | beta-2024       | all-workers
        miller             | baker               | hourly_pay           | 25          | 20           | -5         | -20                | left        | true             | exact       | exact        | -             | -              | derived    | observed    | -              | beta-2024       | own-data-hourly-pay
        miller             | baker               | annual_pay_p90       | 90000       | -            | -          | -                  | -           | true             | exact       | at_least     | -             | 239200         | observed   | observed    | -              | beta-2024       | own-data-annual-pay-p90
        miller             | baker               | median_age           | 39.5        | -            | -          | -                  | -           | -                | exact       | -            | -             | -              | inherited  | -           | -              | alpha-2024      | -
        miller             | baker               | female_share         | 30.5        | 55           | 24.5       | -                  | -           | true             | exact       | exact        | -             | -              | observed   | observed    | -              | alpha-2024      | own-data-female-share
    comparison_overview where left_occupation_id = 'baker':
        metric_id            | unit             | left_number | right_number | left_text | right_text       | difference | percent_difference | better_side | is_like_for_like
        title                | -                | -           | -            | Baker     | Miller / Grinder | -          | -                  | -           | true
        soc_code             | -                | -           | -            | 51-3011   | -                | -          | -                  | -           | -
        category             | -                | -           | -            | Food      | -                | -          | -                  | -           | -
        growth               | percent          | 5           | -2.5         | -         | -                | -7.5       | -                  | left        | true
        growth_period        | -                | -           | -            | 2024–2034 | -                | -          | -                  | -           | -
        job_openings         | jobs             | 800         | 1000         | -         | -                | 200        | 25                 | right       | true
        job_satisfaction     | points           | 4           | -            | -         | -                | -          | -                  | -           | -
        experience_years_min | years            | 0.5         | 10           | -         | -                | 9.5        | 1900               | -           | true
        experience_years_max | years            | 1           | -            | -         | -                | -          | -                  | -           | true
    comparison_pay where left_occupation_id = 'baker':
        metric_id           | unit               | left_number | right_number | left_text            | right_text | difference | percent_difference | better_side | is_like_for_like
        annual_pay          | US dollars a year  | 41600       | 52000        | -                    | -          | 10400      | 25                 | -           | false
        hourly_pay          | US dollars an hour | 20          | 25           | -                    | -          | 5          | 25                 | right       | true
        annual_pay_p10      | US dollars a year  | -           | -            | -                    | -          | -          | -                  | -           | -
        annual_pay_p90      | US dollars a year  | -           | 90000        | -                    | -          | -          | -                  | -           | true
        best_paying_city    | -                  | -           | -            | Shelbyville          | Omaha, NE  | -          | -                  | -           | true
        best_paying_state   | -                  | -           | -            | California; New York | -          | -          | -                  | -           | -
        best_paying_company | -                  | -           | -            | -                    | Flour Inc  | -          | -                  | -           | -
    comparison_education where left_occupation_id = 'baker':
        metric_id                 | unit    | left_number | right_number | left_text           | right_text       | difference | percent_difference | better_side | is_like_for_like
        top_degree                | -       | -           | -            | Bachelor's Degree   | Associate Degree | -          | -                  | -           | true
        top_degree_share          | percent | 60          | 40           | -                   | -                | -20        | -                  | -           | true
        top_major                 | -       | -           | -            | -                   | Agronomy         | -          | -                  | -           | -
        high_school_share         | percent | -           | 40           | -                   | -                | -          | -                  | -           | -
        associate_share           | percent | -           | 40           | -                   | -                | -          | -                  | -           | -
        bachelors_share           | percent | -           | 20           | -                   | -                | -          | -                  | -           | -
        top_required_degree       | -       | -           | -            | High School Diploma | -                | -          | -                  | -           | -
        top_required_degree_share | percent | 55.5        | -            | -                   | -                | -          | -                  | -           | -
        entry_training            | -       | -           | -            | A year on the job   | -                | -          | -                  | -           | -
    comparison_demographics where left_occupation_id = 'baker':
        metric_id    | unit    | left_number | right_number | left_text | right_text | difference | percent_difference | better_side | is_like_for_like
        median_age   | years   | -           | 39.5         | -         | -          | -          | -                  | -           | -
        male_share   | percent | -           | 69.5         | -         | -          | -          | -                  | -           | -
        female_share | percent | 55          | 30.5         | -         | -          | -24.5      | -                  | -           | true
        white_share  | percent | 0           | 62.5         | -         | -          | 62.5       | -                  | -           | true
    comparison_skills where left_occupation_id = 'baker' or metric_id = 'skill':
        left_occupation_id | right_occupation_id | metric_id   | entry_rank | left_text         | right_text   | left_number | right_number
        baker              | miller              | rated_skill | 1          | Mathematics       | -            | 4           | -
        baker              | miller              | rated_skill | 2          | Critical Thinking | -            | 3.5         | -
        baker              | miller              | skill       | 1          | Dough             | Bread Making | 10          | -
        baker              | miller              | skill       | 2          | Bread Making      | -            | 20.5        | -
        baker              | miller              | technology  | 1          | Word processors   | -            | -           | -
        baker              | miller              | technology  | 2          | Spreadsheets      | -            | -           | -
        miller             | baker               | skill       | 1          | Bread Making      | Dough        | -           | 10
        miller             | baker               | skill       | 2          | -                 | Bread Making | -           | 20.5
    comparison_responsibilities:
        left_occupation_id | right_occupation_id | metric_id      | entry_rank | left_text       | right_text      | left_number | right_number
        baker              | miller              | responsibility | 1          | Knead the dough | -               | -           | -
        baker              | miller              | responsibility | 2          | Heat the oven   | -               | -           | -
        miller             | baker               | responsibility | 1          | -               | Knead the dough | -           | -
        miller             | baker               | responsibility | 2          | -               | Heat the oven   | -           | -
    figure where metric_id in ('annual_pay_p90', 'entry_training', 'male_share'):
        occupation_id | release_id | metric_id      | number_value | text_value        | value_status | at_least_value | is_derived
        baker         | alpha-2023 | annual_pay_p90 | 70000        | -                 | exact        | -              | false
        baker         | alpha-2024 | annual_pay_p90 | -            | -                 | at_least     | 239200         | false
        miller        | beta-2024  | annual_pay_p90 | 90000        | -                 | exact        | -              | false
        grain         | beta-2024  | entry_training | -            | A year on the job | exact        | -              | false
        miller        | alpha-2024 | male_share     | 69.5         | -                 | exact        | -              | true
    figure_demographics:
        occupation_id | release_id | metric_id    | number_value | text_value | value_status | at_least_value | is_derived
        baker         | own-data   | female_share | 55           | -          | exact        | -              | false
        baker         | own-data   | white_share  | 0            | -          | exact        | -              | false
        grain         | alpha-2024 | median_age   | 39.5         | -          | exact        | -              | false
        miller        | alpha-2024 | female_share | 30.5         | -          | exact        | -              | false
        miller        | alpha-2024 | male_share   | 69.5         | -          | exact        | -              | true
        miller        | own-data   | white_share  | 62.5         | -          | exact        | -              | false
    figure_education:
        occupation_id | release_id | metric_id                 | number_value | text_value          | value_status | at_least_value | is_derived
        baker         | own-data   | top_degree                | -            | Bachelor's Degree   | exact        | -              | false
        baker         | own-data   | top_degree_share          | 60           | -                   | exact        | -              | false
        baker         | own-data   | top_required_degree       | -            | High School Diploma | exact        | -              | true
        baker         | own-data   | top_required_degree_share | 55.5         | -                   | exact        | -              | true
        miller        | alpha-2024 | associate_share           | 40           | -                   | exact        | -              | false
        miller        | alpha-2024 | bachelors_share           | 20           | -                   | exact        | -              | false
        miller        | alpha-2024 | high_school_share         | 40           | -                   | exact        | -              | false
        miller        | alpha-2024 | top_degree                | -            | Associate Degree    | exact        | -              | true
        miller        | alpha-2024 | top_degree_share          | 40           | -                   | exact        | -              | true
        miller        | beta-2024  | top_major                 | -            | Agronomy            | exact        | -              | false
    figure_overview where occupation_id = 'miller' or metric_id like 'experience%' or metric_id in ('growth_period', 'soc_code'):
        occupation_id | release_id | metric_id            | number_value | text_value       | value_status | at_least_value | is_derived
        baker         | own-data   | experience_years_max | 1            | -                | exact        | -              | false
        baker         | own-data   | experience_years_min | 0.5          | -                | exact        | -              | false
        baker         | own-data   | growth_period        | -            | 2024–2034        | exact        | -              | false
        baker         | own-data   | soc_code             | -            | 51-3011          | exact        | -              | false
        miller        | own-data   | experience_years_max | -            | -                | at_least     | 10             | false
        miller        | own-data   | experience_years_min | 10           | -                | exact        | -              | false
        miller        | own-data   | growth               | -2.5         | -                | exact        | -              | false
        miller        | own-data   | job_openings         | 1000         | -                | exact        | -              | false
        miller        | own-data   | title                | -            | Miller / Grinder | exact        | -              | false
    figure_pay:
        occupation_id | release_id | metric_id           | number_value | text_value           | value_status | at_least_value | is_derived
        baker         | alpha-2023 | annual_pay          | 30000        | -                    | exact        | -              | false
        baker         | alpha-2024 | annual_pay          | 41600        | -                    | exact        | -              | false
        baker         | alpha-2024 | annual_pay_p10      | -            | -                    | suppressed   | -              | false
        baker         | alpha-2023 | annual_pay_p90      | 70000        | -                    | exact        | -              | false
        baker         | alpha-2024 | annual_pay_p90      | -            | -                    | at_least     | 239200         | false
        baker         | alpha-2024 | best_paying_city    | -            | Shelbyville          | exact        | -              | true
        baker         | alpha-2024 | best_paying_state   | -            | California; New York | exact        | -              | true
        baker         | alpha-2024 | hourly_pay          | 20           | -                    | exact        | -              | false
        grain         | alpha-2024 | annual_pay          | 35000        | -                    | exact        | -              | false
        grain         | alpha-2024 | hourly_pay          | 17           | -                    | exact        | -              | false
        miller        | beta-2024  | annual_pay          | 52000        | -                    | exact        | -              | false
        miller        | beta-2024  | annual_pay_p90      | 90000        | -                    | exact        | -              | false
        miller        | beta-2024  | best_paying_city    | -            | Omaha, NE            | exact        | -              | false
        miller        | beta-2024  | best_paying_company | -            | Flour Inc            | exact        | -              | false
        miller        | beta-2024  | hourly_pay          | 25           | -                    | exact        | -              | true
    occupation_entry:
        occupation_id | metric_id      | entry_rank | entry_text        | number_metric_id       | entry_number | skill_id | release_id
        baker         | rated_skill    | 1          | Mathematics       | rated_skill_importance | 4            | math     | own-data
        baker         | rated_skill    | 2          | Critical Thinking | rated_skill_importance | 3.5          | critical | own-data
        baker         | responsibility | 1          | Knead the dough   | -                      | -            | -        | own-data
        baker         | responsibility | 2          | Heat the oven     | -                      | -            | -        | own-data
        baker         | skill          | 1          | Dough             | skill_share            | 10           | dough    | own-data
        baker         | skill          | 2          | Bread Making      | skill_share            | 20.5         | bread    | own-data
        baker         | technology     | 1          | Word processors   | -                      | -            | word     | own-data
        baker         | technology     | 2          | Spreadsheets      | -                      | -            | sheet    | own-data
        miller        | skill          | 1          | Bread Making      | skill_share            | -            | bread    | alpha-2024
    occupation_line where occupation_id = 'baker' and section in ('skills', 'responsibilities') or metric_id = 'entry_training':
        metric_id                | family_metric_id       | entry_rank | label                       | number_value | text_value        | basis    | group_id | release_name                | period    | definition_id
        entry_training           | entry_training         | -          | Typical on-the-job training | -            | A year on the job | observed | grain    | Beta 2024                   | 2022–2024 | own-data-entry-training
        skill_1                  | skill                  | 1          | Skill 1                     | -            | Dough             | observed | -        | Own data, period not stated | -         | own-data-skill
        skill_1_share            | skill_share            | 1          | Skill share 1               | 10           | -                 | observed | -        | Own data, period not stated | -         | own-data-skill-share
        skill_2                  | skill                  | 2          | Skill 2                     | -            | Bread Making      | observed | -        | Own data, period not stated | -         | own-data-skill
        skill_2_share            | skill_share            | 2          | Skill share 2               | 20.5         | -                 | observed | -        | Own data, period not stated | -         | own-data-skill-share
        rated_skill_1            | rated_skill            | 1          | Rated skill 1               | -            | Mathematics       | observed | -        | Own data, period not stated | -         | own-data-rated-skill
        rated_skill_1_importance | rated_skill_importance | 1          | Rated skill importance 1    | 4            | -                 | observed | -        | Own data, period not stated | -         | own-data-rated-skill-importance
        rated_skill_2            | rated_skill            | 2          | Rated skill 2               | -            | Critical Thinking | observed | -        | Own data, period not stated | -         | own-data-rated-skill
        rated_skill_2_importance | rated_skill_importance | 2          | Rated skill importance 2    | 3.5          | -                 | observed | -        | Own data, period not stated | -         | own-data-rated-skill-importance
        technology_1             | technology             | 1          | Technology 1                | -            | Word processors   | observed | -        | Own data, period not stated | -         | own-data-technology
        technology_2             | technology             | 2          | Technology 2                | -            | Spreadsheets      | observed | -        | Own data, period not stated | -         | own-data-technology
        responsibility_1         | responsibility         | 1          | Responsibility 1            | -            | Knead the dough   | observed | -        | Own data, period not stated | -         | own-data-responsibility
        responsibility_2         | responsibility         | 2          | Responsibility 2            | -            | Heat the oven     | observed | -        | Own data, period not stated | -         | own-data-responsibility
        entry_training           | entry_training         | -          | Typical on-the-job training | -            | A year on the job | observed | -        | Beta 2024                   | 2022–2024 | own-data-entry-training
    occupation_name:
        occupation_id | name_kind       | match_level | name               | name_key
        baker         | code            | 1           | 007                | 007
        baker         | code            | 1           | 51-3011            | 51 3011
        baker         | id              | 1           | baker              | baker
        baker         | title           | 2           | Baker              | baker
        baker         | plural title    | 3           | Bakers             | bakers
        grain         | id              | 1           | grain              | grain
        grain         | title           | 2           | Grain workers      | grain workers
        miller        | id              | 1           | miller             | miller
        miller        | title           | 2           | Miller / Grinder   | miller grinder
        miller        | plural title    | 3           | millers, local     | millers local
        miller        | alternate title | 4           | Bakers             | bakers
        miller        | alternate title | 4           | Grain Miller (C++) | grain miller c++
    occupation_metric where metric_id in ('annual_pay', 'annual_pay_p10', 'annual_pay_p90', 'hourly_pay', 'entry_training', 'median_age') and occupation_id <> 'grain':
        occupation_id | metric_id            | value_kind | number_value | text_value        | value_status | at_least_value | basis     | release_id | definition_id                 | group_id
        baker         | annual_pay           | number     | 41600        | -                 | exact        | -              | observed  | alpha-2024 | all-workers                   | -
        baker         | annual_pay_p10       | number     | -            | -                 | suppressed   | -              | observed  | alpha-2024 | own-data-annual-pay-p10       | -
        baker         | annual_pay_p90       | number     | -            | -                 | at_least     | 239200         | observed  | alpha-2024 | own-data-annual-pay-p90       | -
        baker         | entry_training       | text       | -            | A year on the job | exact        | -              | observed  | beta-2024  | own-data-entry-training       | grain
        baker         | hourly_pay           | number     | 20           | -                 | exact        | -              | observed  | alpha-2024 | own-data-hourly-pay           | -
        miller        | annual_pay           | number     | 52000        | -                 | exact        | -              | observed  | beta-2024  | full-time                     | -
        miller        | annual_pay_p90       | number     | 90000        | -                 | exact        | -              | observed  | beta-2024  | own-data-annual-pay-p90       | -
        miller        | hourly_pay           | number     | 25           | -                 | exact        | -              | derived   | beta-2024  | own-data-hourly-pay           | -
        miller        | median_age           | number     | 39.5         | -                 | exact        | -              | inherited | alpha-2024 | own-data-median-age           | grain
    occupation_profile:
        occupation_id | occupation_kind | title            | category | annual_pay | annual_pay_p90 | hourly_pay | experience_years_min | experience_years_max | median_age | entry_training    | top_degree        | best_paying_state    | best_paying_industry | typeof(annual_pay) | typeof(hourly_pay) | typeof(title)
        baker         | occupation      | Baker            | Food     | 41600      | -              | 20         | 0.5                  | 1                    | -          | A year on the job | Bachelor's Degree | California; New York | -                    | BIGINT             | DECIMAL(18,2)      | VARCHAR
        grain         | group           | Grain workers    | Groups   | 35000      | -              | 17         | -                    | -                    | 39.5       | A year on the job | -                 | -                    | -                    | BIGINT             | DECIMAL(18,2)      | VARCHAR
        miller        | occupation      | Miller / Grinder | -        | 52000      | 90000          | 25         | 10                   | -                    | 39.5       | -                 | Associate Degree  | -                    | -                    | BIGINT             | DECIMAL(18,2)      | VARCHAR
""")
DERIVED = ["occupation_metric", "occupation_profile"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory):
    """A read-only connection to the database of two occupations and the group that they belong to."""
    folder = tmp_path_factory.mktemp("views")
    write_seeds(folder / "seeds", **SEEDS)
    assert build(folder / "small.duckdb", [SeedFolder("seeds", folder / "seeds")]) == 2
    with duckdb.connect(str(folder / "small.duckdb"), read_only=True) as opened:
        yield opened


def shown(value: object) -> str:
    """A value as the expected tables write it: '-' for a null, decimals without trailing zeros."""
    if value is None:
        return "-"
    assert value not in ("", "-")
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def query(connection: duckdb.DuckDBPyConnection, sql: str) -> list[list[str]]:
    return sorted([shown(value) for value in row] for row in connection.execute(sql).fetchall())


@pytest.mark.parametrize("view", CASES, ids=lambda case: case.split()[0])
def test_view(small, view):
    columns, *expected = [[cell.strip() for cell in line.split(" | ")] for line in CASES[view].strip().splitlines()]
    assert expected
    found = query(small, f"select {', '.join(columns)} from {view}")
    assert found == sorted(expected)


def test_every_view_has_a_case(small):
    views = sorted(path.stem for path in (ROOT / "schema" / "views").glob("*.sql"))
    assert sorted(case.split()[0] for case in CASES) == sorted(views + DERIVED)
    assert query(small, "select view_name from duckdb_views() where not internal") == [[view] for view in views]


def test_the_pairs_are_of_occupations_both_ways(small):
    pairs = [["baker", "miller"], ["miller", "baker"]]
    for view in (case.split()[0] for case in CASES if case.startswith("comparison")):
        assert query(small, f"select distinct left_occupation_id, right_occupation_id from {view}") == pairs, view
