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

export type QueryOf<M extends Method, P extends PathsWith<M>> =
  Operation<M, P> extends { parameters: { query?: infer Query } } ? Query : never;

export type BodyOf<M extends Method, P extends PathsWith<M>> =
  Operation<M, P> extends { requestBody?: { content: infer Contents } }
    ? Contents[keyof Contents] | string
    : undefined;
