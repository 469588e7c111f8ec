/**
 * A member of a site, asking the API as the console does: session cookie, CSRF token, the site's id. For preparing what
 * a test starts from, and for asking directly what the console does not offer.
 */

export interface Credentials {
  email: string;
  password: string;
}

export type Role = "owner" | "editor" | "analyst" | "agent" | "viewer";

export interface Session {
  member: { id: number; email: string; name: string; totp: boolean };
  sites: { id: string; name: string; role: Role; permissions: string[]; write_key: string }[];
  csrf: string;
}

export interface Answer {
  status: number;
  /** JSON where it is some; else the text. */
  body: unknown;
}

export const PASSWORD = "a long and quiet afternoon";

export class Member {
  private constructor(
    readonly origin: string,
    readonly credentials: Credentials,
    /** `kizukai_session=…`, as a browser sends it. */
    readonly cookie: string,
    readonly session: Session,
  ) {}

  /** Makes the first member and the site of a fresh server. */
  static setUp(origin: string, code: string, siteName = "うつわの店"): Promise<Member> {
    const credentials = { email: "owner@example.com", password: PASSWORD };
    const site = { name: siteName };
    return Member.enter(origin, "/api/setup", { code, name: "大谷", site, ...credentials }, credentials);
  }

  static signIn(origin: string, credentials: Credentials): Promise<Member> {
    return Member.enter(origin, "/api/session", credentials, credentials);
  }

  /** The member whom the demo brings, with what its sign-in page tells everybody. */
  static async ofDemo(origin: string): Promise<Member> {
    const answer = await fetch(`${origin}/api/session/options`);
    const { demo } = (await answer.json()) as { demo: Credentials };
    return Member.signIn(origin, { email: demo.email, password: demo.password });
  }

  /** Invites somebody, who joins at once. */
  async invite(role: Role): Promise<Member> {
    const { token } = await this.get<{ token: string }>("/api/invitations", { role });
    const credentials = { email: `${role}@example.com`, password: PASSWORD };
    const path = `/api/invitation/${token}`;
    return Member.enter(this.origin, path, { name: role, ...credentials }, credentials);
  }

  private static async enter(
    origin: string,
    path: string,
    body: unknown,
    credentials: Credentials,
  ): Promise<Member> {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text}`);
    const [cookie] = answer.headers.getSetCookie();
    if (!cookie) throw new Error(`POST ${path} set no cookie`);
    return new Member(origin, credentials, cookie.split(";")[0] as string, JSON.parse(text));
  }

  get siteId(): string {
    const [site] = this.session.sites;
    if (!site) throw new Error(`${this.credentials.email} is a member of no site`);
    return site.id;
  }

  /** The answer, whatever it is. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(this.origin + path, {
      method,
      headers: {
        cookie: this.cookie,
        "kizukai-csrf": this.session.csrf,
        "kizukai-site": this.siteId,
        "content-type": "application/json",
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json");
    return { status: answer.status, body: isJson ? JSON.parse(text) : text };
  }

  /** What it answers when all is well: to a GET, or to a POST of `body`. */
  async get<T>(path: string, body?: unknown): Promise<T> {
    const method = body === undefined ? "GET" : "POST";
    const { status, body: answered } = await this.ask(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answered)}`);
    return answered as T;
  }
}
