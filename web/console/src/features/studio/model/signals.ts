// The browser's signals: what can be asked of each, and what the tag takes where nothing is said (web/tag/src/signals).

export type Group = "page" | "wavering" | "trouble" | "shop";

export interface Param {
  name: string;
  unit: "seconds" | "percent" | "points" | "times" | "selector" | "text";
  usual: number | null;
  least: number;
  most: number;
}

export interface Signal {
  name: string;
  group: Group;
  params: readonly Param[];
}

const seconds = (name: string, usual: number): Param => ({
  name,
  unit: "seconds",
  usual,
  least: 1,
  most: 3_600,
});
const percent = (usual: number): Param => ({ name: "percent", unit: "percent", usual, least: 1, most: 100 });
const times = (name: string, usual: number): Param => ({ name, unit: "times", usual, least: 1, most: 100 });

export const SIGNALS: readonly Signal[] = [
  { name: "page_view", group: "page", params: [] },
  { name: "dwell", group: "page", params: [seconds("seconds", 30)] },
  { name: "scroll", group: "page", params: [percent(50)] },
  {
    name: "element_visible",
    group: "page",
    params: [
      { name: "selector", unit: "selector", usual: null, least: 0, most: 0 },
      percent(50),
      seconds("seconds", 1),
    ],
  },
  {
    name: "hesitation",
    group: "wavering",
    params: [{ name: "score", unit: "points", usual: 60, least: 1, most: 100 }],
  },
  { name: "exit_intent", group: "wavering", params: [] },
  { name: "idle", group: "wavering", params: [seconds("seconds", 60)] },
  { name: "return", group: "wavering", params: [seconds("away_s", 10)] },
  { name: "product_pingpong", group: "wavering", params: [times("switches", 2)] },
  { name: "price_copy", group: "wavering", params: [] },
  { name: "search_no_results", group: "trouble", params: [times("count", 1)] },
  { name: "rage_click", group: "trouble", params: [times("clicks", 3)] },
  {
    name: "form_trouble",
    group: "trouble",
    params: [times("errors", 2), times("returns", 2), seconds("seconds", 60)],
  },
  { name: "custom", group: "shop", params: [{ name: "name", unit: "text", usual: null, least: 0, most: 0 }] },
];

export const GROUPS: readonly Group[] = ["page", "wavering", "trouble", "shop"];

export const signalNamed = (name: unknown): Signal | undefined =>
  SIGNALS.find((signal) => signal.name === name);
