-- Answers: in which line of business?
create table industry (
    industry_id text primary key,
    industry_name text not null,
    industry_level text not null default 'sector' check (
        industry_level in ('all', 'sector', 'subsector', 'group', 'industry', 'national_industry')
    )
);
comment on table industry is 'One row: an industry that pay is published for.';
comment on column industry.industry_id is 'Key of the industry: all, or its NAICS code.';
comment on column industry.industry_name is 'Name of the industry.';
comment on column industry.industry_level is
'How fine it is: all, sector (2 digits of NAICS), subsector (3), group (4), industry (5) or national_industry (6).';
