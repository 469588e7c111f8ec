-- Events by day and by a property: the eight most frequent values, rows without it, and the rest.
with named as (
  select day, properties ->> '$.variant.color' as color from events where kind = 'track'
),
top as (
  select color from named where color is not null group by color order by count(*) desc, color limit 8
)
select day,
       case when named.color is null then '(missing)' when top.color is null then '(other)' else top.color end as series,
       count(*)
from named left join top using (color)
group by all
