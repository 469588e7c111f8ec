// Made-up campaigns for tests: of every shape that a text may have, and some that it may not. The same number makes the same.

import type { Text } from "./text";

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function generatedCampaign(seed: number): Text {
  const roll = chance(seed);
  const upTo = (most: number) => Math.floor(roll() * (most + 1));
  const oneOf = <T>(some: readonly T[]): T => some[Math.floor(roll() * some.length)] as T;
  const maybe = (fields: Record<string, unknown>) => (roll() < 0.4 ? fields : {});
  const words = () =>
    oneOf<unknown>([
      "お困りですか",
      "",
      { ja: "送料について", en: "About shipping" },
      { en: "Only English" },
    ]);
  const condition = () =>
    oneOf<unknown>([
      {},
      { "cart.quantity": { $gt: upTo(5) } },
      { $or: [{ "traits.rank": "gold" }, { "visit.count": { $gte: 2 } }] },
      { $segment: "repeaters" },
      { $event: { name: "Product Viewed", within: "7d", count: { $gte: 3 } } },
      { "a.b": { $madeUp: [1, null, { deep: true }] } },
    ]);
  const stepKeys = ["ask", "a.b", "long-key_1", "sort", "x", "thanks"].slice(0, 1 + upTo(5));
  const anywhere = () => oneOf([...stepKeys, "end", "nowhere"]);
  const choice = (place: number) => ({
    key: `c${place}`,
    label: words(),
    ...maybe({ next: anywhere() }),
    ...maybe({ href: "/products?q=冬" }),
  });
  /** What ends a wait, and more than one thing where a text says too much. */
  const waited = () => ({
    ...oneOf<object>([
      { for: oneOf(["30s", "1h", "2d"]) },
      { until: oneOf(["09:00", "2026-12-24T10:00", "2026-12-24T10:00:00+09:00", "soon"]) },
      { on: "event", name: "Order Completed", ...maybe({ where: condition() }), ...maybe({ for: "7d" }) },
      { on: "visit", ...maybe({ for: "30d" }) },
    ]),
    ...maybe({ else: anywhere() }),
  });
  const traitNames = () => ["interest", "visits_by_mail", "", "目的", "a.b"].slice(0, upTo(5));
  const traitValue = () => oneOf<unknown>(["gift", "", 3, -0.5, true, false, null, ["a list"]]);
  const step = () => {
    const type = oneOf(["message", "question", "branch", "split", "wait", "traits", "end"]);
    if (type === "end") return { type };
    if (type === "wait") return { type, ...waited(), ...maybe({ next: anywhere() }) };
    if (type === "split") {
      const way = () => ({
        ...maybe({ weight: upTo(40) / 10 }),
        next: anywhere(),
        ...maybe({ note: "ours" }),
      });
      return { type, ways: Array.from({ length: upTo(4) }, way) };
    }
    if (type === "traits") {
      const set = Object.fromEntries(traitNames().map((name) => [name, traitValue()]));
      return { type, set, ...maybe({ next: anywhere() }) };
    }
    if (type === "branch") {
      const cases = Array.from({ length: upTo(3) }, () => ({ when: condition(), next: anywhere() }));
      return { type, cases, ...maybe({ else: anywhere() }) };
    }
    return {
      ...maybe({ note: "a field that nobody knows" }),
      type,
      format: oneOf(["modal", "corner", "bar", "toast", "inline", "fullscreen"]),
      ...maybe({ title: words() }),
      ...maybe({ body: words() }),
      ...maybe({ answer: oneOf(["single", "multiple", "text", "rating", "form"]) }),
      ...maybe({ choices: Array.from({ length: upTo(4) }, (_, place) => choice(place)) }),
      ...maybe({ fields: [{ key: "mail", type: "email", label: words(), required: true }] }),
      ...maybe({ image: { src: "/a.png", alt: "" } }),
      ...maybe({ countdown: { until: "schedule", label: words() } }),
      ...maybe({ theme: { preset: "ink", radius: 4.5 } }),
      ...maybe({ next: anywhere() }),
      ...maybe({ on_close: anywhere() }),
      ...maybe({ where: condition() }),
      ...maybe({ patience: "15m" }),
      ...maybe({ private: true }),
    };
  };
  const arm = (place: number) => ({
    key: `arm-${place}`,
    ...maybe({ weight: upTo(4) / 2 }),
    scenario: { start: anywhere(), steps: Object.fromEntries(stepKeys.map((key) => [key, step()])) },
  });
  return {
    ...maybe({ kind: "campaign" }),
    key: `made-${seed}`,
    ...maybe({ name: "試し" }),
    ...maybe({ audience: condition() }),
    trigger: {
      on: oneOf(["signal", "event"]),
      name: "dwell",
      ...maybe({ params: { seconds: 5 } }),
      ...maybe({ where: condition() }),
    },
    arms: Array.from({ length: 1 + upTo(2) }, (_, place) => arm(place)),
    ...maybe({ control: upTo(100) }),
    ...maybe({
      goal: { event: "Order Completed", ...maybe({ within: "7d" }), ...maybe({ where: condition() }) },
    }),
    ...maybe({ exit: condition() }),
    ...maybe({ caps: [{ max: 1 + upTo(3), per: oneOf(["visit", "ever", "24h"]) }] }),
    ...maybe({ schedule: { from: "2026-12-01T00:00:00+09:00", ...maybe({ until: "2026-12-25" }) } }),
    ...maybe({ tags: ["theory", "stage-2"] }),
    ...maybe({ future: { nested: [1, "two", null] } }),
  };
}
