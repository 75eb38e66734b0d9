-- PostgreSQL's. Answers: is what stepped aside ours alone? Then it goes; else this fails and all stays as it was.
do $occupare$
declare
    ours text[];
    named text;
begin
    if to_regclass(format('%I.build_info', $before_text)) is not null then
        execute format('select string_to_array(value, '', '') from %I.build_info where property = ''objects''', $before_text)
            into ours;
        for named in
            select
                case relkind when 'v' then 'drop view ' else 'drop table ' end
                || string_agg(format('%I.%I', $before_text, relname), ', ')
            from pg_class
            where relnamespace = to_regnamespace(quote_ident($before_text)) and relkind in ('r', 'v') and relname = any(ours)
            group by relkind
            order by relkind desc
        loop
            execute named;
        end loop;
    end if;
    execute format('drop schema %I', $before_text);
end
$occupare$;
