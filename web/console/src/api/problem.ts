// What went wrong, as the server says it (problem JSON, RFC 9457), or as the network does.

import type { PlaceInText, Problem } from "./types";

/** Where no server answers, there is less to say. */
export type ProblemDocument = Pick<Problem, "code" | "title" | "status"> & Partial<Problem>;

export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
  readonly problems: readonly PlaceInText[];

  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title);
    this.code = document.code;
    this.status = document.status;
    this.title = document.title;
    this.detail = document.detail ?? null;
    this.problems = document.problems ?? [];
  }

  /** Asking again may help: the network, or a server that is busy. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

/** No answer at all came. */
export const offline = () =>
  new ApiProblem({ code: "offline", title: "no answer from the server", status: 0 });

export async function problemOf(answer: Response): Promise<ApiProblem> {
  const text = await answer.text().catch(() => "");
  try {
    const document = JSON.parse(text) as Partial<ProblemDocument>;
    if (typeof document.code === "string") {
      return new ApiProblem({
        title: document.code,
        ...document,
        code: document.code,
        status: answer.status,
      });
    }
  } catch {
    // Not problem JSON: something between here and Kizukai answered.
  }
  return new ApiProblem({
    code: "unexpected_answer",
    title: `status ${answer.status}`,
    status: answer.status,
  });
}

export const isProblem = (value: unknown, ...codes: string[]): value is ApiProblem =>
  value instanceof ApiProblem && (codes.length === 0 || codes.includes(value.code));
