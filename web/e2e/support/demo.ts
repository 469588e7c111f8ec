/** `kizukai demo` on a free port, in a folder of its own. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Admin } from "./admin.ts";
import { Process } from "./process.ts";

/** What `GET /demo/config.json` says, and the API key that the demo's folder holds. */
export interface DemoConfig {
  writeKey: string;
  apiKey: string;
  locale: string;
}

export class Demo {
  private process: Process | undefined;
  /** Where it listens; the same after a restart. */
  origin = "";
  config: DemoConfig = { writeKey: "", apiKey: "", locale: "" };

  private constructor(
    readonly dataDir: string,
    private readonly visitors: "on" | "off",
    private readonly settings: Record<string, string>,
  ) {}

  /**
   * Without simulated visitors unless they are asked for: nobody else is in the shop. `settings`: of the server, by the
   * names that the environment has for them.
   */
  static async start(visitors: "on" | "off" = "off", settings: Record<string, string> = {}): Promise<Demo> {
    const dataDir = await mkdtemp(join(tmpdir(), "kizukai-e2e-"));
    const demo = new Demo(dataDir, visitors, settings);
    await demo.run("127.0.0.1:0");
    return demo;
  }

  get admin(): Admin {
    return new Admin(this.origin, this.config.apiKey);
  }

  /** Kills it without a warning, as a power cut would. */
  async kill(): Promise<void> {
    await this.process?.end("SIGKILL");
  }

  /** Starts it again on the same folder and the same port. */
  async startAgain(): Promise<void> {
    await this.run(new URL(this.origin).host);
  }

  /** Ends it as a service manager would; the folder stays. */
  async halt(): Promise<void> {
    await this.process?.end("SIGTERM");
  }

  async stop(): Promise<void> {
    await this.halt();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private async run(listen: string): Promise<void> {
    const args = ["demo", "--data", this.dataDir, "--listen", listen, "--visitors", this.visitors];
    this.process = await Process.start(args, this.settings);
    this.origin = this.process.origin;
    const answer = await fetch(`${this.origin}/demo/config.json`);
    const told = (await answer.json()) as Omit<DemoConfig, "apiKey">;
    const keys = JSON.parse(await readFile(join(this.dataDir, "demo-keys.json"), "utf8")) as {
      api_key: string;
    };
    this.config = { ...told, apiKey: keys.api_key };
  }
}
