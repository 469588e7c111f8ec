/** What somebody sends, for servers that stand between a browser and the shop. */
import type { IncomingMessage } from "node:http";

/** The whole body; nothing when who sent it went away meanwhile, as a page does that is left: nobody waits for an answer. */
export async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch (reason) {
    if ((reason as NodeJS.ErrnoException).code === "ECONNRESET") return undefined;
    throw reason;
  }
  return Buffer.concat(chunks);
}
