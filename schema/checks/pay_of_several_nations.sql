-- One row: an occupation for which one release gives the pay of several nations, so that its profile has no single one.
-- Remedy: keep one nation per occupation and release, or give each nation a release of its own.
select
    pay.occupation_id,
    pay.release_id,
    string_agg(pay.area_id, ', ' order by pay.area_id) as area_ids
from pay
inner join area on pay.area_id = area.area_id
where area.area_kind = 'nation' and pay.industry_id = 'all'
group by pay.occupation_id, pay.release_id
having count(*) > 1
order by pay.occupation_id, pay.release_id
