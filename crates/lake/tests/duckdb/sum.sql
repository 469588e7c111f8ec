-- What orders were worth, by day and category.
select day, category, sum(value)
from events
where kind = 'track' and event = 'Order Completed'
group by all
