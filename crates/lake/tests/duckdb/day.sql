-- Events of one name by day.
select day, '(all)', count(*)
from events
where kind = 'track' and event = 'Product Viewed'
group by all
