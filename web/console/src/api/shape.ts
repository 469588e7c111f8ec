// Reads what the generated API description says about a call. Types only.

import type { paths } from "../../../api-types/schema";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** Paths of the description that have this method. */
export type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends PathsWith<M>> = paths[P][M];

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : undefined;

export type AnswerOf<M extends Method, P extends PathsWith<M>> =
  Operation<M, P> extends { responses: infer Answers }
    ? { [S in keyof Answers & (200 | 201 | 204)]: Json<Answers[S]> }[keyof Answers & (200 | 201 | 204)]
    : never;

/** What stands in the path and behind it. */
type ParametersOf<O> = O extends { parameters: { path?: infer Path; query?: infer Query } }
  ? PathOf<Path> & { query?: Loose<Query> }
  : never;

type PathOf<Path> = [Exclude<Path, undefined>] extends [never] ? { path?: never } : { path: Path };

/** What is not asked for may be written as nothing. */
type Loose<Query> = { [Name in keyof Query]: Query[Name] | null | undefined };

/** A text goes as YAML. */
type BodyOf<O> = O extends { requestBody: { content: infer Contents } }
  ? { body: Contents[keyof Contents] | string }
  : { body?: never };

export type AskedOf<M extends Method, P extends PathsWith<M>> = ParametersOf<Operation<M, P>> &
  BodyOf<Operation<M, P>>;
