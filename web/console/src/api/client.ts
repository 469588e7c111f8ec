// The one way to Kizukai's API: names the site, proves that the request comes from this page (CSRF), and turns every
// refusal into an ApiProblem. It knows nothing of pages; who wants to know that the session ended asks `onSessionEnd`.

import { isProblem, offline, problemOf } from "./problem";
import { isReached } from "./reach";
import type { AnswerOf, AskedOf, Method, PathsWith } from "./shape";

type Scalar = string | number | boolean;

interface Manner {
  /** Sent as `If-Match`: refused with `version_conflict` when another version stands. */
  version?: number;
  accept?: string;
  signal?: AbortSignal;
}

type Typed<M extends Method, P extends PathsWith<M>> = AskedOf<M, P> & Manner;

/** Options may only be left out where the description needs none. */
type Rest<M extends Method, P extends PathsWith<M>> =
  object extends Typed<M, P> ? [options?: Typed<M, P>] : [options: Typed<M, P>];

/** What `Typed` comes to, whatever the call. */
interface Options extends Manner {
  /** Values for the `{names}` in the path; encoded here. */
  path?: Record<string, Scalar>;
  query?: object;
  body?: unknown;
}

/** What every request carries; set by the session (app/session.ts). */
const carried: { site: string | null; csrf: string | null } = { site: null, csrf: null };
let sessionEnded: () => void = () => {};

export const carry = (what: Partial<typeof carried>) => void Object.assign(carried, what);
export const carriedSite = () => carried.site;
export const onSessionEnd = (tell: () => void) => {
  sessionEnded = tell;
};

export function pathOf(template: string, values: Record<string, Scalar> = {}, query: object = {}): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template} needs ${name}`);
    return encodeURIComponent(value);
  });
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) asked.set(name, String(value));
  }
  return asked.size > 0 ? `${path}?${asked}` : path;
}

function headersOf(method: Method, options: Options): Headers {
  const headers = new Headers({ accept: options.accept ?? "application/json" });
  if (carried.site) headers.set("kizukai-site", carried.site);
  if (method !== "get" && carried.csrf) headers.set("kizukai-csrf", carried.csrf);
  if (options.version !== undefined) headers.set("if-match", `"${options.version}"`);
  if (options.body instanceof Blob) headers.set("content-type", options.body.type);
  else if (options.body !== undefined) {
    headers.set("content-type", typeof options.body === "string" ? "application/yaml" : "application/json");
  }
  return headers;
}

const written = (body: unknown): string | Blob | null => {
  if (body === undefined) return null;
  return typeof body === "string" || body instanceof Blob ? body : JSON.stringify(body);
};

async function request(method: Method, template: string, options: Options = {}): Promise<Response> {
  const asked: RequestInit = {
    method: method.toUpperCase(),
    headers: headersOf(method, options),
    body: written(options.body),
    credentials: "same-origin",
    signal: options.signal ?? null,
  };
  const answer = await fetch(pathOf(template, options.path, options.query), asked).catch(
    (reason: unknown) => {
      if (options.signal?.aborted) throw reason;
      isReached.set(false);
      throw offline();
    },
  );
  isReached.set(true);
  if (answer.ok) return answer;
  const problem = await problemOf(answer);
  if (isProblem(problem, "session_ended", "session_needed", "missing_api_key")) sessionEnded();
  throw problem;
}

/** The answer itself, for what is not JSON. */
export const ask = <M extends Method, P extends PathsWith<M>>(method: M, path: P, ...[options]: Rest<M, P>) =>
  request(method, path, options as Options);

const call =
  <M extends Method>(method: M) =>
  async <P extends PathsWith<M>>(path: P, ...[options]: Rest<M, P>): Promise<AnswerOf<M, P>> => {
    const answer = await request(method, path, options as Options);
    return (answer.status === 204 ? undefined : await answer.json()) as AnswerOf<M, P>;
  };

/** Calls by the API description: `api.get("/api/campaigns/{key}", { path: { key } })` knows what it answers. */
export const api = {
  get: call("get"),
  post: call("post"),
  put: call("put"),
  patch: call("patch"),
  delete: call("delete"),
};
