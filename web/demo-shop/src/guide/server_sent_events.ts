/** Reads a stream of server-sent events (WHATWG HTML, section 9.2) that arrives in arbitrary pieces. */
export interface ServerSentEvent {
  event: string;
  data: string;
}

/** Longest unfinished line or event kept, in characters; a server that exceeds it is not ours. */
const BUFFER_LIMIT = 4_000_000;

/** Gives a function that takes the pieces; `onEvent` runs for each complete event. */
export function eventReader(onEvent: (event: ServerSentEvent) => void): (piece: string) => void {
  let rest = "";
  let name = "";
  let data: string[] = [];

  const finish = (): void => {
    if (data.length > 0) onEvent({ event: name || "message", data: data.join("\n") });
    name = "";
    data = [];
  };
  const readLine = (text: string): void => {
    if (text === "") finish();
    const colon = text.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "event") name = value;
    if (field === "data") data.push(value);
  };

  return (piece) => {
    rest += piece;
    // A carriage return at the very end may be the first half of a line end.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const text of lines) readLine(text);
    if (rest.length > BUFFER_LIMIT) rest = "";
  };
}
