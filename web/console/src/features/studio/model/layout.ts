// Where the steps of a scenario stand: in layers from the start to the right, each as far as the longest way to it, the
// answers of a step below each other in their order. A way over several layers keeps a lane free for itself between the
// cards. Pure and without measuring: a card's height follows from what is on it.

import { inOrder, type Step, startOf, stepsOf, type Way, waysOut } from "./scenario";

export interface Box {
  key: string;
  x: number;
  y: number;
  height: number;
}

/** A lane between the cards of a layer, for a way that passes by. */
export interface Lane {
  from: number;
  to: number;
  y: number;
}

export interface Layout {
  /** In the order in which the steps are met. */
  boxes: Box[];
  /** By `wayName`; ways to the next layer need none. */
  lanes: ReadonlyMap<string, readonly Lane[]>;
}

export const CARD_WIDTH = 252;
export const GAP_X = 88;
const GAP_Y = 28;
const LANE_HEIGHT = 4;
/** How often layers are put in order by what leads to them. */
const SWEEPS = 4;

export type HeightOf = (key: string, step: Step) => number;
type Steps = Readonly<Record<string, Step>>;

export const wayName = (key: string, way: Way): string => `${key} ${way.at.join(".")}`;

/** A card, or a lane in its layer. */
interface Place {
  id: string;
  /** Null for a lane. */
  key: string | null;
  layer: number;
  height: number;
  /** Places in the next layers, in the order of the ways. */
  to: string[];
}

export function layOut(scenario: unknown, heightOf: HeightOf): Layout {
  const steps = stepsOf(scenario);
  const keys = inOrder(scenario);
  const { places, lanesOf } = placesFor(steps, startOf(scenario), keys, heightOf);
  const placed = put(untangled(places));
  const boxes = keys.flatMap((key) => {
    const at = placed.get(key);
    return at ? [{ key, ...at }] : [];
  });
  const lanes = new Map(
    [...lanesOf].map(([way, ids]) => {
      const along = ids.flatMap((id) => {
        const at = placed.get(id);
        return at ? [{ from: at.x, to: at.x + CARD_WIDTH, y: at.y + at.height / 2 }] : [];
      });
      return [way, along] as const;
    }),
  );
  return { boxes, lanes };
}

function placesFor(steps: Steps, start: string, keys: readonly string[], heightOf: HeightOf) {
  const ways = waysForward(steps, start, keys);
  const layers = layerNumbers(ways);
  const places = new Map<string, Place>();
  const lanesOf = new Map<string, string[]>();
  for (const key of keys)
    places.set(key, {
      id: key,
      key,
      layer: layers.get(key) ?? 0,
      height: heightOf(key, steps[key] ?? {}),
      to: [],
    });
  for (const key of keys) {
    for (const way of ways.from.get(key) ?? []) {
      const lanes = lanesBetween(wayName(key, way), layers.get(key) ?? 0, layers.get(way.to) ?? 0);
      const chain = [key, ...lanes.map(({ id }) => id), way.to];
      for (const lane of lanes) places.set(lane.id, lane);
      for (const [place, id] of chain.slice(0, -1).entries())
        places.get(id)?.to.push(chain[place + 1] as string);
      if (lanes.length > 0)
        lanesOf.set(
          wayName(key, way),
          lanes.map(({ id }) => id),
        );
    }
  }
  return { places: [...places.values()], lanesOf };
}

const lanesBetween = (way: string, from: number, to: number): Place[] =>
  Array.from({ length: Math.max(0, to - from - 1) }, (_, place) => ({
    id: `${way} lane ${place}`,
    key: null,
    layer: from + 1 + place,
    height: LANE_HEIGHT,
    to: [],
  }));

interface Forward {
  /** The ways of each step that lead on; what leads back into where one comes from is left out. */
  from: ReadonlyMap<string, readonly Way[]>;
  /** Steps in an order that these ways respect. */
  order: readonly string[];
}

/** Depth first, so that a way that leads back into where one comes from is known. */
function waysForward(steps: Steps, start: string, keys: readonly string[]): Forward {
  const from = new Map<string, Way[]>();
  const state = new Map<string, "open" | "done">();
  const order: string[] = [];
  const visit = (key: string) => {
    state.set(key, "open");
    const forward: Way[] = [];
    for (const way of waysOut(steps[key] ?? {})) {
      if (!(way.to in steps) || state.get(way.to) === "open") continue;
      forward.push(way);
      if (!state.has(way.to)) visit(way.to);
    }
    from.set(key, forward);
    state.set(key, "done");
    order.unshift(key);
  };
  for (const key of [start, ...keys]) if (key in steps && !state.has(key)) visit(key);
  return { from, order };
}

/** The longest way from the start. What nothing leads to begins in the first layer. */
function layerNumbers({ from, order }: Forward): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const key of order) {
    const number = numbers.get(key) ?? 0;
    numbers.set(key, number);
    for (const { to } of from.get(key) ?? []) numbers.set(to, Math.max(numbers.get(to) ?? 0, number + 1));
  }
  return numbers;
}

/** Each layer in the order of the middle of what leads to it, so that ways seldom cross. */
function untangled(places: readonly Place[]): Place[][] {
  let layers: Place[][] = [];
  for (const place of places) {
    while (layers.length <= place.layer) layers.push([]);
    layers[place.layer]?.push(place);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const wishes = wishedRanks(layers);
    layers = layers.map((layer) =>
      layer
        .map((place, rank) => ({ place, rank, wish: wishes.get(place.id) ?? rank }))
        .sort((a, b) => a.wish - b.wish || a.rank - b.rank)
        .map(({ place }) => place),
    );
  }
  return layers;
}

function wishedRanks(layers: readonly Place[][]): Map<string, number> {
  const wishes = new Wishes();
  for (const layer of layers)
    for (const [rank, { to }] of layer.entries())
      for (const [way, id] of to.entries()) wishes.add(id, rank + (way + 1) / (to.length + 1));
  return wishes.means();
}

/** Several wishes for one thing come to their mean. */
class Wishes {
  private readonly all = new Map<string, number[]>();
  add(id: string, wish: number): void {
    this.all.set(id, [...(this.all.get(id) ?? []), wish]);
  }
  means(): Map<string, number> {
    return new Map([...this.all].map(([id, some]) => [id, mean(some)]));
  }
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

type Placed = Omit<Box, "key">;

/** Layer after layer, each as near to what leads to it as it can be. */
function put(layers: readonly Place[][]): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  const wishes = new Wishes();
  for (const [number, layer] of layers.entries()) {
    for (const [id, at] of stacked(layer, number * (CARD_WIDTH + GAP_X), wishes.means())) placed.set(id, at);
    for (const { id, to } of layer) {
      const at = placed.get(id);
      for (const [way, next] of to.entries())
        if (at) wishes.add(next, at.y + (at.height * (way + 1)) / (to.length + 1));
    }
  }
  return placed;
}

/** Below each other, the whole layer shifted to where its wishes are on the whole. */
function stacked(
  layer: readonly Place[],
  x: number,
  wishes: ReadonlyMap<string, number>,
): [string, Placed][] {
  let y = 0;
  const stack = layer.map(({ id, height }): [string, Placed] => {
    const at = { x, y, height };
    y += height + GAP_Y;
    return [id, at];
  });
  const strays = stack.flatMap(([id, at]) => {
    const wish = wishes.get(id);
    return wish === undefined ? [] : [wish - (at.y + at.height / 2)];
  });
  const shift = strays.length === 0 ? 0 : Math.round(mean(strays));
  return stack.map(([id, at]) => [id, { ...at, y: at.y + shift }]);
}

export type Direction = "left" | "right" | "up" | "down";

/** The card that lies in a direction: the nearest one, where straying sideways costs double. */
export function neighbour(boxes: readonly Box[], from: string, direction: Direction): string | null {
  const here = boxes.find(({ key }) => key === from);
  if (!here) return boxes[0]?.key ?? null;
  const isAcross = direction === "left" || direction === "right";
  const sign = direction === "left" || direction === "up" ? -1 : 1;
  const middle = (box: Box) => box.y + box.height / 2;
  const found = boxes
    .filter((box) => box.key !== from)
    .map((box) => {
      const [dx, dy] = [box.x - here.x, middle(box) - middle(here)];
      const [along, aside] = isAcross ? [dx * sign, Math.abs(dy)] : [dy * sign, Math.abs(dx)];
      return { key: box.key, along, distance: along + aside * 2 };
    })
    .filter(({ along }) => along > 0)
    .sort((a, b) => a.distance - b.distance);
  return found[0]?.key ?? null;
}
