/** `kizukai demo` as a process of its own, on a free port, in a folder of its own, ended by its id. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Admin } from "./admin.ts";
import { until } from "./until.ts";

/** What `GET /demo/config.json` says. */
export interface DemoConfig {
  writeKey: string;
  apiKey: string;
  locale: string;
}

const ADDRESS = /listening on (http:\/\/127\.0\.0\.1:\d+)/;
const checkout = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The binary that `KIZUKAI_BIN` names, else the debug build. */
function binary(): string {
  const named = process.env.KIZUKAI_BIN;
  const path = named || join(process.env.CARGO_TARGET_DIR || checkout("target"), "debug/kizukai");
  if (!existsSync(path)) {
    throw new Error(`no binary at ${path}: run \`cargo build -p kizukai\`, or name one in KIZUKAI_BIN`);
  }
  return path;
}

export class Demo {
  private child: ChildProcess | undefined;
  private log = "";

  private constructor(
    private readonly dataDir: string,
    /** Where it listens; the same after a restart. */
    public origin: string,
    public config: DemoConfig,
    private readonly visitors: "on" | "off",
    private readonly settings: Record<string, string>,
  ) {}

  /**
   * Without simulated visitors unless they are asked for: nobody else is in the shop. `settings`: of the server, by the
   * names that the environment has for them.
   */
  static async start(visitors: "on" | "off" = "off", settings: Record<string, string> = {}): Promise<Demo> {
    const dataDir = await mkdtemp(join(tmpdir(), "kizukai-e2e-"));
    const demo = new Demo(dataDir, "", { writeKey: "", apiKey: "", locale: "" }, visitors, settings);
    await demo.run("127.0.0.1:0");
    return demo;
  }

  get admin(): Admin {
    return new Admin(this.origin, this.config.apiKey);
  }

  /** Kills it without a warning, as a power cut would. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Starts it again on the same folder and the same port. */
  async startAgain(): Promise<void> {
    await this.run(new URL(this.origin).host);
  }

  async stop(): Promise<void> {
    await this.end("SIGTERM");
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private async run(listen: string): Promise<void> {
    this.log = "";
    const child = spawn(
      binary(),
      ["demo", "--data", this.dataDir, "--listen", listen, "--visitors", this.visitors],
      {
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, ...this.settings },
      },
    );
    this.child = child;
    const note = (text: Buffer): void => {
      this.log += text.toString();
    };
    child.stdout.on("data", note);
    child.stderr.on("data", note);
    child.on("error", note);
    killWithUs(child);
    this.origin = await until("the address line of kizukai demo", () => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${this.log}`);
      return ADDRESS.exec(this.log)?.[1];
    });
    const answer = await fetch(`${this.origin}/demo/config.json`);
    this.config = (await answer.json()) as DemoConfig;
  }

  private async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill(signal);
    await ended;
  }
}

/** A test run that is broken off leaves no server behind. */
function killWithUs(child: ChildProcess): void {
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
}
