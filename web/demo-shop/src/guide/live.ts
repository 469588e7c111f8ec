/** Keeps the record and the panel up to date: first from the history, then from the live stream. */
import { type DemoConfig, fetchConfig, forgetConfig } from "../tracking/config.js";
import { installStub } from "../tracking/snippet.js";
import { type LiveInput, Refused, readCampaigns, readHistory, readProfile, watchLive } from "./api.js";
import { labelsOf, learnLabels } from "./labels.js";
import { startNow } from "./now.js";
import { profileFacts } from "./panel.js";
import { type RecordList, recordList } from "./record.js";
import { g } from "./texts.js";

type Status = "connecting" | "live" | "retrying" | "offline";

/** Doubles from the first to the last while the stream cannot be had. */
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

/** Several inputs within this time are one look at the profile. */
const PROFILE_PAUSE_MS = 150;

const find = <T extends HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`the guide has no ${selector}`);
  return found;
};

function showStatus(status: Status): void {
  const line = find("#record-status");
  line.textContent = g.status[status];
  line.dataset.status = status;
}

/** Starts once the tag knows who this visitor is. Without a Kizukai behind the shop it says so and stops. */
export async function startLive(): Promise<void> {
  showStatus("connecting");
  const kizukai = installStub();
  const anonymousId = new Promise<string>((resolve) => {
    kizukai.ready((detail) => resolve((detail as { anonymousId: string }).anonymousId));
  });
  const config = await fetchConfig();
  if (!config) {
    showStatus("offline");
    find("#record-empty-lead").textContent = g.offlineLead;
    return;
  }
  void startNow(anonymousId);
  const watch = new Watch(config, await anonymousId);
  kizukai.on("decide", () => watch.refresh());
  await watch.run();
}

class Watch {
  private readonly list: RecordList;
  private profileId: string | null = null;
  private hasLabels = false;
  private due: ReturnType<typeof setTimeout> | null = null;
  private readonly leaving = new AbortController();

  constructor(
    private readonly config: DemoConfig,
    private readonly anonymousId: string,
  ) {
    this.list = recordList(find("#record-rows"), () => {
      find("#record-empty").hidden = true;
    });
    window.addEventListener("pagehide", () => this.leaving.abort());
  }

  /** Reads profile and history anew, soon; many calls are one. */
  refresh(): void {
    if (this.due) return;
    this.due = setTimeout(() => {
      this.due = null;
      this.read().catch((error: unknown) => this.failed(error));
    }, PROFILE_PAUSE_MS);
  }

  async run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.leaving.signal.aborted) {
      try {
        await watchLive(
          this.config.apiKey,
          this.leaving.signal,
          () => {
            retryMs = FIRST_RETRY_MS;
            showStatus("live");
            // The history is read once the stream is open (again): nothing falls between the two.
            this.profileId = null;
            this.refresh();
          },
          (input) => this.take(input),
        );
      } catch (error) {
        if (this.failed(error)) return;
      }
      if (this.leaving.signal.aborted) return;
      showStatus("retrying");
      await new Promise((resolve) => setTimeout(resolve, retryMs));
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    }
  }

  /** Others are in the shop too; only what this device did, or what happened to this profile, is told here. */
  private take(input: LiveInput): void {
    const own = input.profile === this.profileId || input.anonymousId === this.anonymousId;
    if (!own) return;
    if (input.profile === this.profileId) this.list.add(input.events);
    this.refresh();
  }

  private async read(): Promise<void> {
    if (!this.hasLabels) {
      learnLabels(labelsOf(await readCampaigns(this.config.apiKey)));
      this.hasLabels = true;
    }
    const profile = await readProfile(this.config.apiKey, this.anonymousId);
    if (!profile) return;
    if (this.profileId !== profile.id) {
      this.profileId = profile.id;
      this.list.add(await readHistory(this.config.apiKey, this.anonymousId));
    }
    find("#knows").innerHTML = profileFacts(profile).text;
  }

  /** True when there is no sense in trying again with this key. */
  private failed(error: unknown): boolean {
    if (!(error instanceof Refused)) return false;
    forgetConfig();
    showStatus("offline");
    return true;
  }
}
