/** The binary as a process of its own, on a port of its own, ended by its id. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./until.ts";

const ADDRESS = /listening on (http:\/\/127\.0\.0\.1:\d+)/;
const checkout = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The binary that `KIZUKAI_BIN` names, else the debug build. */
export function binary(): string {
  const named = process.env.KIZUKAI_BIN;
  const path = named || join(process.env.CARGO_TARGET_DIR || checkout("target"), "debug/kizukai");
  if (!existsSync(path)) {
    throw new Error(`no binary at ${path}: run \`cargo build -p kizukai\`, or name one in KIZUKAI_BIN`);
  }
  return path;
}

export class Process {
  /** All that it has printed. */
  log = "";

  private constructor(
    private readonly child: ChildProcess,
    /** Where it listens. */
    public origin: string,
  ) {
    const note = (text: Buffer | Error): void => {
      this.log += text.toString();
    };
    child.stdout?.on("data", note);
    child.stderr?.on("data", note);
    child.on("error", note);
    killWithUs(child);
  }

  /** Resolves once it listens. `settings`: by the names that the environment has for them. */
  static async start(args: string[], settings: Record<string, string> = {}): Promise<Process> {
    const child = spawn(binary(), args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...settings },
    });
    const started = new Process(child, "");
    started.origin = await until(`the address line of kizukai ${args[0]}`, () => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${started.log}`);
      return ADDRESS.exec(started.log)?.[1];
    });
    return started;
  }

  /** What it prints: the first group of `pattern`. */
  printed(pattern: RegExp): Promise<string> {
    return until(`${pattern} among what it prints`, () => pattern.exec(this.log)?.[1]);
  }

  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
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
