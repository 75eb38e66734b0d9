"""Seeds of wages with errors and without, by the year and by the hour, of a group of two, and of degrees of a group without a name."""

from __future__ import annotations

SEEDS = {
    "occupation": """
        occupation_id | title   | occupation_kind
        weaver        | Weavers | occupation
        dyer          | Dyers   | occupation
        potter        | Potters | occupation
        judge         | Judges  | occupation
        baker         | Bakers  | occupation
        miller        | Millers | occupation
        tailor        | Tailors | occupation
        smith         | Smiths  | occupation
        busker        | Buskers | occupation
        juggler       | Jugglers | occupation
        crafts        | Crafts  | group
        carver        | Carvers | occupation
        glazier       | Glaziers | occupation""",
    "source": """
        source_id | source_name | publisher
        survey    | Survey      | Office
        census    | Census      | Office
        register  | Register    | Office""",
    "release": """
        release_id  | source_id | release_name | precedence
        survey-2025 | survey    | Survey 2025  | 30
        census-2025 | census    | Census 2025  | 40
        register-2025 | register | Register 2025 | 50""",
    "definition": """
        definition_id | metric_id        | meaning
        mean          | annual_pay       | Mean.
        hourly        | hourly_pay       | Mean by the hour.
        p10           | annual_pay_p10   | Percentile.
        p90           | annual_pay_p90   | Percentile.
        rse           | annual_pay_relative_standard_error | Error.
        top           | top_degree       | Most common.
        top-share     | top_degree_share | Its share.
        bachelor      | bachelors_share  | Share.
        register-top  | top_degree       | Most common among the young.
        register-share | top_degree_share | Its share.
        school        | high_school_share | Share.""",
    "source_metric": """
        source_id | metric_id        | definition_id
        survey    | annual_pay       | mean
        survey    | hourly_pay       | hourly
        survey    | annual_pay_p10   | p10
        survey    | annual_pay_p90   | p90
        survey    | annual_pay_relative_standard_error | rse
        census    | top_degree       | top
        census    | top_degree_share | top-share
        census    | bachelors_share  | bachelor
        register  | top_degree       | register-top
        register  | top_degree_share | register-share
        register  | bachelors_share  | bachelor
        register  | high_school_share | school
        census    | high_school_share | school""",
    "measured_for": """
        occupation_id | source_id | group_id | is_whole_group | crosswalk
        carver        | survey    | crafts   | false          | One group
        glazier       | survey    | crafts   | false          | One group""",
    "pay": """
        occupation_id | release_id  | area_id | industry_id | annual_mean_usd | annual_p10_usd | annual_p90_usd | mean_rse_pct | hourly_mean_usd
        weaver        | survey-2025 | US      | all         | 50000           |                |                | 2.0 |
        dyer          | survey-2025 | US      | all         | 51000           |                |                | 0.1 |
        potter        | survey-2025 | US      | all         | 52000           |                |                | 2.0 |
        judge         | survey-2025 | US      | all         | 150000          | 40000          | 100000         | 1.0 |
        baker         | survey-2025 | US      | all         | 45000           | 20000          | 90000          | |
        miller        | survey-2025 | US      | all         | 46000           | 30000          | 60000          | | 22.12
        tailor        | survey-2025 | US      | all         | 46000           | 30000          |                | |
        crafts        | survey-2025 | US      | all         | 48000           |                |                | |
        busker        | survey-2025 | US      | all         |                 |                |                | 2.0 | 30.50
        juggler       | survey-2025 | US      | all         |                 |                |                | 2.0 | 20""",
    "degree_share": """
        occupation_id | release_id  | basis    | degree_id   | share_pct | is_from_wider_group
        weaver        | census-2025 | attained | high-school | 60        |
        weaver        | census-2025 | attained | bachelors   | 40        |
        smith         | register-2025 | attained | high-school | 60      |
        potter        | census-2025 | attained | high-school | 30        | true
        potter        | census-2025 | attained | bachelors   | 70        | true
        carver        | census-2025 | attained | high-school | 30        | true
        carver        | census-2025 | attained | bachelors   | 70        | true""",
}  # fmt: skip
