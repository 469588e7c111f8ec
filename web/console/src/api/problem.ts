// What went wrong, as the server says it (problem JSON, RFC 9457), or as the network does.

export interface ProblemDocument {
  code: string;
  title: string;
  status: number;
  detail?: string;
  problems?: readonly PlacedProblem[];
}

/** One thing wrong inside a text that was sent, with the place in it. */
export interface PlacedProblem {
  /** Which text, where several are meant: `campaign/cart-shipping`. */
  text?: string;
  /** Where: `arms[0].scenario.steps.ask`. */
  path: string;
  message: string;
}

export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
  readonly problems: readonly PlacedProblem[];

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
