// Keeps a draft: what is changed here, saved a moment later, and nothing lost on the way. It is told how to reach the server
// and where this browser keeps what has not arrived there; it knows nothing of the page.

import { isProblem } from "../../../api/problem";
import type { Draft, DraftCheck } from "../api";
import { begin, type History, record, redo, undo } from "../model/history";
import { same, type Text } from "../model/text";

export interface Server {
  put: (text: Text, baseVersion: number, revision: number) => Promise<Draft>;
  /** What stands there now: the draft, else what is published. */
  get: () => Promise<Standing>;
}

/** A state of the text that both sides know. Revision 0: there is no draft yet, the text is what is published. */
export interface Standing {
  text: Text;
  revision: number;
  base_version: number;
  live_version: number;
  edited_by: string | null;
  edited_at: string | null;
  proposal: Draft["proposal"];
  check: DraftCheck | null;
}

/** What this browser keeps until the server has it. */
export interface Left {
  text: Text;
  base: Text;
  revision: number;
  /** Missing where an older console left it. */
  base_version?: number;
}
export interface Shelf {
  put: (left: Left) => void;
  clear: () => void;
}

export type Saving =
  | { kind: "saved"; at: Date | null }
  | { kind: "waiting" }
  | { kind: "saving" }
  /** Not reached; tried again by itself. */
  | { kind: "offline" }
  | { kind: "refused"; problem: unknown }
  | { kind: "conflict"; theirs: Standing };

export interface View {
  history: History<Text>;
  /** What the server was known to have when the present text was begun from it. */
  standing: Standing;
  saving: Saving;
}

export const PAUSE_MS = 700;
const RETRIES_MS = [2_000, 4_000, 8_000, 15_000, 30_000];

export class Keeper {
  private view: View;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private inFlight: Promise<void> | null = null;
  private failures = 0;
  /** The published version that each text of the history stands over: it comes back with the text. */
  private readonly bases = new WeakMap<Text, number>();

  constructor(
    standing: Standing,
    private readonly server: Server,
    private readonly shelf: Shelf,
    private readonly now: () => Date = () => new Date(),
  ) {
    const at = standing.edited_at ? new Date(standing.edited_at) : null;
    this.view = { history: begin(standing.text), standing, saving: { kind: "saved", at } };
    this.bases.set(standing.text, standing.base_version);
  }

  readonly read = (): View => this.view;
  readonly listen = (tell: () => void): (() => void) => {
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  };

  /** `what` names the field, so that typing in it is one step back. */
  readonly edit = (change: (text: Text) => Text, what: string | null = null): void =>
    this.go(record(this.view.history, change(this.view.history.present), what, this.now().getTime()));
  readonly undo = (): void => this.go(undo(this.view.history));
  readonly redo = (): void => this.go(redo(this.view.history));

  /** What was left in this browser when it was closed: saved now, or shown beside what others did since. */
  pickUp(left: Left): void {
    const theirs = this.view.standing;
    if (same(left.text, theirs.text)) {
      this.shelf.clear();
      return;
    }
    const base_version = left.base_version ?? theirs.base_version;
    if (left.revision === theirs.revision) {
      // Begun from what was published then, whatever is now.
      this.set({ ...this.view, standing: { ...theirs, base_version } });
      this.bases.set(left.text, base_version);
      this.edit(() => left.text);
      return;
    }
    this.set({
      history: begin(left.text),
      standing: { ...theirs, text: left.base, revision: left.revision, base_version },
      saving: { kind: "conflict", theirs },
    });
  }

  /** Somebody else saved or published: taken over where nothing is waiting here. True when the text is another one. */
  async look(): Promise<boolean> {
    const { standing } = this.view;
    if (this.view.saving.kind !== "saved" || this.inFlight) return false;
    const theirs = await this.server.get();
    // Something was done here meanwhile, and may even have been saved: what was asked for is older.
    if (this.view.saving.kind !== "saved" || this.view.standing !== standing || this.inFlight) return false;
    const { revision, live_version, text } = standing;
    if (theirs.revision === revision && (revision > 0 || theirs.live_version === live_version)) {
      this.set({ ...this.view, standing: { ...theirs, text } });
      return false;
    }
    const history = record(this.view.history, theirs.text, null, this.now().getTime());
    this.bases.set(theirs.text, theirs.base_version);
    this.set({ history, standing: theirs, saving: { kind: "saved", at: this.now() } });
    return true;
  }

  /** A text that both sides are in, to stand on what the other saved. */
  settle(text: Text, onto: Standing): void {
    const history = record(this.view.history, text, null, this.now().getTime());
    this.bases.set(text, onto.base_version);
    this.set({ ...this.view, history, standing: onto });
    if (same(text, onto.text) && onto.revision > 0) {
      this.shelf.clear();
      this.set({ ...this.view, saving: { kind: "saved", at: this.now() } });
    } else {
      this.soon(0);
    }
  }

  /** To stand over a version that was published past the one it was begun from, with what is taken over from there. */
  async rebase(take: (text: Text) => Text, version: number): Promise<void> {
    while (this.inFlight) await this.inFlight;
    // Somebody saved at this very moment: that is settled first.
    if (this.view.saving.kind === "conflict") return;
    const { present } = this.view.history;
    const history = record(this.view.history, take(present), null, this.now().getTime());
    this.bases.set(history.present, version);
    this.set({ ...this.view, history, standing: { ...this.view.standing, base_version: version } });
    this.keepHere();
    this.soon(0);
  }

  /** An answer that brings the draft: a proposal made or taken back. */
  readonly take = (draft: Draft): void => {
    this.set({ ...this.view, standing: standingOf(draft) });
  };

  /** Saves what waits, at once. True when the server has the present text. */
  readonly flush = async (): Promise<boolean> => {
    clearTimeout(this.timer);
    while (this.inFlight) await this.inFlight;
    if (this.isWaiting()) await this.save();
    return this.view.saving.kind === "saved";
  };

  /** Now, as the network is there again. */
  readonly again = (): void => {
    if (this.view.saving.kind === "offline" || this.view.saving.kind === "refused") void this.flush();
  };

  close(): void {
    if (this.view.saving.kind === "waiting") void this.flush();
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  private isWaiting(): boolean {
    const { kind } = this.view.saving;
    return kind === "waiting" || kind === "offline" || kind === "refused";
  }

  private set(view: View): void {
    this.view = view;
    for (const tell of this.listeners) tell();
  }

  private go(history: History<Text>): void {
    if (history === this.view.history) return;
    const { standing } = this.view;
    const base_version = this.bases.get(history.present) ?? standing.base_version;
    this.bases.set(history.present, base_version);
    this.set({ ...this.view, history, standing: { ...standing, base_version } });
    this.keepHere();
    if (this.view.saving.kind !== "conflict") this.soon(PAUSE_MS);
  }

  private keepHere(): void {
    const { history, standing } = this.view;
    const { text: base, revision, base_version } = standing;
    this.shelf.put({ text: history.present, base, revision, base_version });
  }

  private soon(pause_ms: number): void {
    clearTimeout(this.timer);
    if (this.view.saving.kind !== "offline" && !this.inFlight)
      this.set({ ...this.view, saving: { kind: "waiting" } });
    this.timer = setTimeout(() => void this.flush(), pause_ms);
  }

  private save(): Promise<void> {
    this.inFlight = this.send().finally(() => {
      this.inFlight = null;
    });
    return this.inFlight;
  }

  private async send(): Promise<void> {
    const { history, standing } = this.view;
    const sent = history.present;
    this.set({ ...this.view, saving: { kind: "saving" } });
    try {
      const draft = await this.server.put(sent, standing.base_version, standing.revision);
      this.failures = 0;
      this.set({ ...this.view, standing: { ...standingOf(draft), text: sent } });
      if (this.view.history.present !== sent) {
        this.keepHere();
        this.set({ ...this.view, saving: { kind: "waiting" } });
        this.timer = setTimeout(() => void this.flush(), PAUSE_MS);
        return;
      }
      this.shelf.clear();
      this.set({ ...this.view, saving: { kind: "saved", at: this.now() } });
    } catch (problem) {
      await this.failed(problem);
    }
  }

  private async failed(problem: unknown): Promise<void> {
    if (isProblem(problem, "version_conflict")) {
      const theirs = await this.server.get().catch(() => null);
      if (theirs) return this.set({ ...this.view, saving: { kind: "conflict", theirs } });
    } else if (isProblem(problem) && !problem.passes) {
      return this.set({ ...this.view, saving: { kind: "refused", problem } });
    }
    const pause_ms = RETRIES_MS[Math.min(this.failures, RETRIES_MS.length - 1)];
    this.failures += 1;
    this.set({ ...this.view, saving: { kind: "offline" } });
    this.timer = setTimeout(() => void this.flush(), pause_ms);
  }
}

/** A draft that was begun from a version which somebody has published past: publishing it as it is would undo that. */
export const isBehind = ({ revision, base_version, live_version }: Standing): boolean =>
  revision > 0 && base_version < live_version;

export const standingOf = (draft: Draft): Standing => ({
  text: draft.text,
  revision: draft.revision,
  base_version: draft.base_version,
  live_version: draft.live_version,
  edited_by: draft.edited_by,
  edited_at: draft.edited_at,
  proposal: draft.proposal,
  check: draft.check,
});
