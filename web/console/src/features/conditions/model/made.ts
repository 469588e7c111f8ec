// Conditions made up for tests: everything the language can say, well and badly, the same ones each time.

import type { Json } from "./tree";

const PATHS = [
  "traits.rank",
  "cart.subtotal",
  "visit.utm.source",
  "cart.items",
  "segments",
  "$groups",
  "a",
  "",
];
const VALUES: Json[] = [
  "gold",
  "",
  5,
  -1.5,
  0,
  true,
  false,
  null,
  ["a", 1],
  [],
  {},
  { a: 1 },
  { a: 1, $b: 2 },
];
const SPANS: Json[] = ["7d", "30m", "24h", "2w", "10s", "500ms", "soon", 7];
const OPERATORS =
  "$eq $ne $lt $lte $gt $gte $in $nin $ini $nini $regex $regexi $exists $type $size $all $alli $elemMatch $not " +
  "$veq $vne $vgt $vgte $vlt $vlte $inGroup $notInGroup $near";

/** A small generator with a seed (Park and Miller, 1988): no chance is left to a test. */
class Maker {
  constructor(private state: number) {}

  below(bound: number): number {
    this.state = (this.state * 48_271) % 2_147_483_647;
    return this.state % bound;
  }

  pick<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }

  condition(depth: number): Json {
    if (this.below(60) === 0) return this.pick(VALUES);
    const demands = this.some(3, () => this.demand(depth));
    return Object.fromEntries(demands);
  }

  private demand(depth: number): [string, Json] {
    const kind = depth === 0 ? 9 : this.below(14);
    if (kind < 3) return [this.pick(["$and", "$or", "$nor"]), this.list(depth)];
    if (kind === 3) return ["$not", this.condition(depth - 1)];
    if (kind === 4) return ["$event", this.event(depth)];
    if (kind === 5) return ["$sequence", this.sequence(depth)];
    if (kind === 6) return ["$segment", this.pick<Json>(["repeaters", "", 4])];
    return [this.pick(PATHS), this.wanted(depth)];
  }

  private list(depth: number): Json {
    return this.below(30) === 0 ? "no list" : this.some(3, () => this.condition(depth - 1));
  }

  private wanted(depth: number): Json {
    if (this.below(3) === 0) return this.pick(VALUES);
    return this.tests(depth);
  }

  private tests(depth: number): Json {
    return Object.fromEntries(this.some(3, () => this.test(depth)));
  }

  private test(depth: number): [string, Json] {
    const operator = this.pick(OPERATORS.split(" "));
    if (depth === 0) return [operator, this.pick(VALUES)];
    if (operator === "$elemMatch")
      return [operator, this.below(2) ? this.condition(depth - 1) : this.tests(depth - 1)];
    if (operator === "$not" || operator === "$size") return [operator, this.tests(depth - 1)];
    if (operator === "$all") return [operator, this.some(2, () => this.tests(depth - 1))];
    return [operator, this.pick(VALUES)];
  }

  private fields(fields: Record<string, () => Json>): Json {
    const names = Object.keys(fields).filter(() => this.below(4) > 0);
    if (this.below(2)) names.reverse();
    if (this.below(20) === 0) return this.pick(VALUES);
    return Object.fromEntries(names.map((name) => [name, fields[name]?.()]));
  }

  private event(depth: number): Json {
    return this.fields({
      name: () => this.pick<Json>(["Product Viewed", "Order Completed", "", 3]),
      where: () => this.condition(depth - 1),
      within: () => this.pick(SPANS),
      count: () => (this.below(2) ? this.pick(VALUES) : this.tests(0)),
    });
  }

  private sequence(depth: number): Json {
    const step = () => this.fields({ name: () => "Cart Viewed", where: () => this.condition(depth - 1) });
    return this.fields({
      steps: () => (this.below(10) ? this.some(3, step) : "no list"),
      within: () => this.pick(SPANS),
      since: () => this.pick(SPANS),
    });
  }
}

export function conditions(count: number): Json[] {
  const maker = new Maker(20_261_130);
  return Array.from({ length: count }, () => maker.condition(3));
}
