/** `kizukai serve` on a free port and a folder of its own, as a shop's first day finds it: nobody is a member yet. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Process } from "./process.ts";

/** What the server prints while nobody is a member. */
const SETUP_CODE = /\bcode=([0-9A-Za-z-]{6,})/;

export class Server {
  private constructor(
    readonly dataDir: string,
    private process: Process,
    private readonly settings: Record<string, string>,
  ) {}

  /** `settings`: by the names that the environment has for them. */
  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "kizukai-e2e-"));
    const dataDir = join(folder, "shop");
    return new Server(dataDir, await serve(dataDir, "127.0.0.1:0", settings), settings);
  }

  get origin(): string {
    return this.process.origin;
  }

  /** Printed for the person who runs the server, and for nobody else. */
  setupCode(): Promise<string> {
    return this.process.printed(SETUP_CODE);
  }

  /** Ends it as a service manager would, and starts it again on the same folder and port. */
  async restart(): Promise<void> {
    const { host } = new URL(this.origin);
    await this.process.end("SIGTERM");
    this.process = await serve(this.dataDir, host, this.settings);
  }

  async stop(): Promise<void> {
    await this.process.end("SIGTERM");
    await rm(join(this.dataDir, ".."), { recursive: true, force: true });
  }
}

const serve = (dataDir: string, listen: string, settings: Record<string, string>): Promise<Process> =>
  Process.start(["serve", "--new", "--data", dataDir, "--listen", listen], settings);
