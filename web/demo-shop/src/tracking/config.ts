import { readJson, writeJson } from "../storage.js";

/** What `kizukai demo` tells its own shop. A real shop writes its write key into the page. */
export interface DemoConfig {
  writeKey: string;
  locale: string;
}

const CONFIG_KEY = "orifushi_config";

const isConfig = (value: unknown): value is DemoConfig =>
  typeof (value as DemoConfig | null)?.writeKey === "string";

/** The answer of an earlier page of this tab, if there is one. */
export function rememberedConfig(): DemoConfig | null {
  const stored = readJson<unknown>("session", CONFIG_KEY, null);
  return isConfig(stored) ? stored : null;
}

/** Asks the server; null when there is no Kizukai behind this shop. */
export async function fetchConfig(): Promise<DemoConfig | null> {
  try {
    const response = await fetch("/demo/config.json", { headers: { accept: "application/json" } });
    if (!response.ok) return null;
    const config: unknown = await response.json();
    if (!isConfig(config)) return null;
    writeJson("session", CONFIG_KEY, config);
    return config;
  } catch {
    return null;
  }
}
