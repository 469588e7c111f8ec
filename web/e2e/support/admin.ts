/** The admin API, as an operator's tool would use it. Only the fields that the tests read are named. */

export type Text = Record<string, unknown>;

export interface Answer {
  choice?: string;
  value?: unknown;
  at: string;
}

export interface CampaignState {
  arm: string;
  control: boolean;
  exposures: number;
  ghosts: number;
  seen_at: string | null;
  converted_at: string | null;
  enrolment: { id: string; step: string; state: string } | null;
}

export interface Profile {
  id: string;
  userId: string | null;
  anonymousIds: string[];
  traits: Record<string, unknown>;
  answers: Record<string, Record<string, Answer>>;
  campaigns: Record<string, CampaignState>;
  visits: { current: { device: { type?: string }; path: { path: string }[] } | null };
  holdout: boolean;
  /** Campaigns that ask to speak later, with when. */
  appointments: Record<string, string>;
}

export interface HistoryRow {
  messageId: string;
  type: string;
  event?: string;
  name?: string;
  reason?: string;
  properties?: Record<string, unknown>;
  context?: { page?: { path?: string; referrer?: string; title?: string } };
}

/** One arm in one phase. */
export interface ArmFigures {
  phase: number;
  arm: string;
  control: boolean;
  assigned: number;
  decided: number;
  seen: number;
  converted: number;
  value: number;
}

interface Definition {
  key: string;
  text: Text;
}

export class Admin {
  constructor(
    private readonly origin: string,
    private readonly apiKey: string,
  ) {}

  async campaign(key: string): Promise<Text> {
    return (await this.get<Definition>(`/api/campaigns/${key}`)).text;
  }

  async putCampaign(key: string, text: Text): Promise<void> {
    await this.ask("PUT", `/api/campaigns/${key}`, text);
  }

  async putSegment(key: string, condition: Text): Promise<void> {
    await this.ask("PUT", `/api/segments/${key}`, { condition });
  }

  /** Publishes the campaign's present text with some fields replaced. */
  async changeCampaign(key: string, changes: Text): Promise<void> {
    await this.putCampaign(key, { ...(await this.campaign(key)), ...changes });
  }

  async changeSite(changes: Text): Promise<void> {
    const { text } = await this.get<Definition>("/api/site");
    await this.ask("PUT", "/api/site", { ...text, ...changes });
  }

  /** Silences every campaign that the demo brings, so that a test's own are alone. */
  async pauseAll(): Promise<void> {
    const { texts } = await this.get<{ texts: Definition[] }>("/api/campaigns");
    const paused = texts.map(({ key, text }) => ({ ...text, kind: "campaign", key, status: "paused" }));
    await this.ask("POST", "/api/publish", paused);
  }

  /** Nobody held out, no quiet time between two messages, and attention for as many as a test shows. */
  async speakFreely(): Promise<void> {
    const attention = { capacity: 1_000, per_hour: 1_000 };
    await this.changeSite({ holdout: 0, quiet: { time: "0s", page_views: 0 }, attention });
  }

  async profile(id: string): Promise<Profile> {
    return this.get<Profile>(`/api/profiles/${encodeURIComponent(id)}`);
  }

  /** The newest rows of a person's history, newest first. */
  async history(id: string): Promise<HistoryRow[]> {
    const path = `/api/profiles/${encodeURIComponent(id)}/events?limit=200`;
    return (await this.get<{ events: HistoryRow[] }>(path)).events;
  }

  /** The decisions about one campaign, oldest first. */
  async decisions(id: string, campaign: string): Promise<Record<string, unknown>[]> {
    const rows = (await this.history(id)).filter((row) => row.type === "decision");
    const all = rows.map((row) => row.properties ?? {}).reverse();
    return all.filter((decision) => decision.campaign === campaign);
  }

  /** Every arm of every phase. */
  async results(campaign: string): Promise<ArmFigures[]> {
    interface Phases {
      phases: { phase: number; arms: Omit<ArmFigures, "phase">[] }[];
    }
    const { phases } = await this.get<Phases>(`/api/campaigns/${campaign}/results`);
    return phases.flatMap(({ phase, arms }) =>
      arms.map((arm) => ({ ...arm, phase, value: Number(arm.value) })),
    );
  }

  async importMembers(csv: string): Promise<{ rows: number; applied: number; rejected: unknown[] }> {
    return (await this.ask("POST", "/api/profiles/import", csv, "text/csv")) as never;
  }

  private async get<T>(path: string): Promise<T> {
    return (await this.ask("GET", path)) as T;
  }

  private async ask(
    method: string,
    path: string,
    body?: unknown,
    type = "application/json",
  ): Promise<unknown> {
    const answer = await fetch(this.origin + path, {
      method,
      headers: { authorization: `Bearer ${this.apiKey}`, "content-type": type },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
