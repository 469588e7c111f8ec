/** The line between browser and server, made slow by the browser itself. */
import type { Page } from "playwright-core";

/** A phone on a train: each answer waits, and a chunk of script takes its time. */
const SLOW = { offline: false, latency: 250, downloadThroughput: 200_000, uploadThroughput: 100_000 };

export async function slowLine(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW);
}

/** Bytes that came over the line for scripts of this page, compressed as they were sent, from now on. */
export async function scriptBytes(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let bytes = 0;
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script" || /javascript/.test(response.mimeType)) scripts.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await session.send("Network.enable");
  return () => bytes;
}
