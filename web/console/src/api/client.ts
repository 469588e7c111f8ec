// The one way to Kizukai's API: names the site, proves that the request comes from this page (CSRF), and turns every
// refusal into an ApiProblem. It knows nothing of pages; who wants to know that the session ended asks `onSessionEnd`.

import { isProblem, offline, problemOf } from "./problem";
import { isReached } from "./reach";
import type { AnswerOf, BodyOf, Method, PathsWith, QueryOf } from "./shape";

type Scalar = string | number | boolean;

export interface Options {
  /** Values for the `{names}` in the path; encoded here. */
  path?: Record<string, Scalar>;
  query?: object;
  body?: unknown;
  /** Sent as `If-Match`: refused with `version_conflict` when another version stands. */
  version?: number;
  accept?: string;
  signal?: AbortSignal;
}

type Typed<M extends Method, P extends PathsWith<M>> = Omit<Options, "query" | "body"> & {
  query?: QueryOf<M, P>;
} & (BodyOf<M, P> extends undefined ? { body?: undefined } : { body?: BodyOf<M, P> });

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
  if (options.body !== undefined) {
    headers.set("content-type", typeof options.body === "string" ? "application/yaml" : "application/json");
  }
  return headers;
}

const written = (body: unknown): string | null => {
  if (body === undefined) return null;
  return typeof body === "string" ? body : JSON.stringify(body);
};

/** The answer itself, for what is not JSON. */
export async function ask(method: Method, template: string, options: Options = {}): Promise<Response> {
  const request: RequestInit = {
    method: method.toUpperCase(),
    headers: headersOf(method, options),
    body: written(options.body),
    credentials: "same-origin",
    signal: options.signal ?? null,
  };
  const answer = await fetch(pathOf(template, options.path, options.query), request).catch(
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

async function json<T>(method: Method, template: string, options: Options = {}): Promise<T> {
  const answer = await ask(method, template, options);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/**
 * Calls by the API description: `api.get("/api/campaigns/{key}", { path: { key } })` knows what it answers.
 * A path that the description does not have yet takes its type by hand: `api.get<Home>("/api/home")`.
 */
interface Call<M extends Method> {
  <P extends PathsWith<M>>(path: P, options?: Typed<M, P>): Promise<AnswerOf<M, P>>;
  <T = never>(path: string, options?: Options): Promise<T>;
}

const call = <M extends Method>(method: M) =>
  ((path: string, options?: Options) => json(method, path, options)) as Call<M>;

export const api = {
  get: call("get"),
  post: call("post"),
  put: call("put"),
  patch: call("patch"),
  delete: call("delete"),
};
