-- People by day: a profile that was merged into another counts as that one, however many merges lie between.
with recursive merges as (
  select profile, arg_max(merged_into, row) as merged_into from events where kind = 'merge' group by profile
),
chain as (
  select profile, merged_into, 1 as merged from merges
  union all
  select chain.profile, merges.merged_into, chain.merged + 1 from chain join merges on chain.merged_into = merges.profile
),
person as (
  select profile, arg_max(merged_into, merged) as person from chain group by profile
)
select day, '(all)', count(distinct coalesce(person.person, events.profile))
from events left join person using (profile)
where kind = 'page'
group by all
