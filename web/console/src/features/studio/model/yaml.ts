// A campaign as YAML and back. The library that knows YAML is fetched when somebody asks for it.

import { isRecord } from "../../../words/words";
import type { Text } from "./text";

export type ReadYaml = { texts: Text[] } | { line: number | null; message: string };

const library = () => import("yaml");

export async function toYaml(text: Text): Promise<string> {
  const { stringify } = await library();
  return stringify(text, { lineWidth: 110, aliasDuplicateObjects: false });
}

/** Every text of a stream; the first mistake where it is none. */
export async function fromYaml(written: string): Promise<ReadYaml> {
  const { parseAllDocuments } = await library();
  const documents = parseAllDocuments(written);
  const parsed = Array.isArray(documents) ? documents : [];
  const mistake = parsed.flatMap((document) => document.errors)[0];
  if (mistake)
    return { line: mistake.linePos?.[0].line ?? null, message: mistake.message.split("\n")[0] ?? "" };
  try {
    const values = parsed.map((document) => document.toJS() as unknown).filter((value) => value !== null);
    return values.every(isRecord) ? { texts: values } : { line: null, message: "" };
  } catch (reason) {
    return { line: null, message: reason instanceof Error ? reason.message : "" };
  }
}
