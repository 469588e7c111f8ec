-- Page views by hour of the shop's clock.
select date_trunc('hour', time at time zone 'Asia/Tokyo') as hour, '(all)', count(*)
from events
where kind = 'page'
group by all
