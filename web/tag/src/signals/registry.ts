/**
 * The signals of this page. Only what is armed is observed; each armed campaign gets each of its thresholds reported
 * at most once a page (`custom` more often). `page_view` is the `page` event and has no watcher. A signal carries no
 * campaign: the server lets every campaign compete whose `params` it meets.
 */
import { wallMs } from "../core/environment.ts";
import { fromJson, toJson } from "../core/json.ts";
import { MAX_CUSTOM_SIGNALS, VISIT_MS } from "../core/limits.ts";
import type { ArmedItem, Json } from "../core/wire.ts";
import { customProperties } from "./custom.ts";
import type { Noted, Params, Signal, SignalsHost, SignalsPart, Watch, Watcher } from "./signal.ts";

const VISIT_KEY = "kizukai_visit";
/** Kizukai's own custom signal: whoever writes the shop's messages wants to know what the page looks like. */
const PAGE_LOOK = "kizukai_page_look";

export function createRegistry(table: Record<string, Signal>, host: SignalsHost): SignalsPart {
  const known = new Map<string, Signal>(Object.keys(table).map((name) => [name, table[name] as Signal]));
  const reported = new Set<string>();
  const watchers = new Map<string, Watcher>();
  const saidCustom = new WeakSet<Noted>();
  let customs = 0;
  let isLookRead = false;
  let armed: readonly ArmedItem[] = [];

  const waiting = (name: string): ArmedItem[] =>
    armed.filter((item) => item.signal === name && !reported.has(keyOf(item)));

  const paramsOf = ({ signal, params = {} }: ArmedItem): Params => {
    const named = Object.keys(params).some((name) => typeof params[name] === "number");
    return named ? params : { ...known.get(signal)?.defaults, ...params };
  };

  const visit = (): Record<string, Json> => {
    const kept = (fromJson(host.store.get(VISIT_KEY)) ?? {}) as Record<string, Json>;
    return typeof kept.atMs === "number" && wallMs() - kept.atMs < VISIT_MS ? kept : {};
  };

  const watchOf = (name: string): Watch => ({
    activeSeconds: () => host.activeTime.activeMs() / 1000,
    idleSeconds: () => host.activeTime.idleMs() / 1000,
    pageSeconds: host.pageSeconds,
    waiting: () => waiting(name).map(paramsOf),
    due: (param) =>
      waiting(name)
        .map((item) => paramsOf(item)[param])
        .filter((value): value is number => typeof value === "number"),
    tracked: () => host.noted().filter(({ kind }) => kind === "track"),
    recall: (key) => visit()[key],
    remember(key, value) {
      host.store.set(VISIT_KEY, toJson({ ...visit(), [key]: value, atMs: wallMs() }));
    },
    offer(properties) {
      const met = waiting(name).filter((item) => meets(paramsOf(item), properties));
      for (const item of met) reported.add(keyOf(item));
      if (met.length > 0) host.report(name, properties);
    },
  });

  const offerCustom = (): void => {
    for (const said of host.noted()) {
      if (said.kind !== "custom" || saidCustom.has(said) || customs >= MAX_CUSTOM_SIGNALS) continue;
      const properties = customProperties(said.name, said.properties);
      if (!armed.some(({ signal, params = {} }) => signal === "custom" && meets(params, properties)))
        continue;
      saidCustom.add(said);
      customs++;
      host.report("custom", properties);
    }
  };

  const readLook = (): void => {
    const isAsked = armed.some(({ signal, params }) => signal === "custom" && params?.name === PAGE_LOOK);
    if (!isAsked || isLookRead) return;
    isLookRead = true;
    host.useChunk("page_look", (read) => {
      read((look) => host.report("custom", { ...look, name: PAGE_LOOK }));
    });
  };

  const arm = (items: readonly ArmedItem[]): void => {
    armed = items;
    for (const [name, signal] of Array.from(known)) {
      const watcher = watchers.get(name);
      const wanted = items.some((item) => item.signal === name);
      if (wanted && watcher) watcher.check();
      else if (wanted) watchers.set(name, signal.watch(watchOf(name)));
      else if (watcher) {
        watcher.stop();
        watchers.delete(name);
      }
    }
    offerCustom();
    readLook();
  };

  return {
    arm,
    newPage() {
      reported.clear();
      customs = 0;
      isLookRead = false;
    },
    look() {
      for (const watcher of Array.from(watchers.values())) watcher.check();
      offerCustom();
    },
  };
}

const keyOf = (item: ArmedItem): string => `${item.campaign} ${item.signal} ${toJson(item.params ?? {})}`;

/** Each numeric param at most the property, each other param equal to it: the server's own rule. */
export function meets(params: Params, properties: Params): boolean {
  return Object.keys(params).every((name) => {
    const wanted = params[name];
    const found = properties[name];
    return typeof wanted === "number" ? typeof found === "number" && wanted <= found : wanted === found;
  });
}
