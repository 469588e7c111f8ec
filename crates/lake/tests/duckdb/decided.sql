-- Decisions of a campaign by day, phase, arm and outcome.
select day, concat_ws(' ', phase, arm, outcome), count(*)
from events
where kind = 'decision' and campaign = 'cart-shipping'
group by all
