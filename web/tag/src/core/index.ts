/** Entry of /tag.js: finds the snippet's stub (or makes the global) and gives it its voice. */
import { installApi } from "./api.ts";
import { guard } from "./guard.ts";

guard(() => {
  const script = document.currentScript as HTMLScriptElement | null;
  const page = window as unknown as { kizukai?: Record<string, unknown> };
  const stub = page.kizukai ?? {};
  page.kizukai = stub;
  // A page may carry the tag twice (a template and a tag manager): the first one stays.
  if (!stub.loaded) installApi(stub, { url: script?.src ?? "", nonce: script?.nonce ?? "" });
})();
