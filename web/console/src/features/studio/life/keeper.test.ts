// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiProblem, offline } from "../../../api/problem";
import type { Draft } from "../api";
import type { Text } from "../model/text";
import { write } from "../model/text";
import { isBehind, Keeper, type Left, PAUSE_MS, type Standing } from "./keeper";

const CHECK = { problems: [], warnings: [], would_cut_phase: false };
const draft = (text: Text, revision: number, by = "田中", base = 1, live = base): Draft => ({
  key: "cart",
  text,
  revision,
  base_version: base,
  live_version: live,
  edited_at: "2026-11-30T03:03:00Z",
  edited_by: by,
  proposal: null,
  check: CHECK,
});
const standing = (text: Text, revision: number): Standing => ({ ...draft(text, revision), proposal: null });
const conflict = () => new ApiProblem({ code: "version_conflict", title: "", status: 412 });

/** A server that holds one draft, and a shelf in this browser. */
function opened(text: Text = { name: "送料" }) {
  const server = {
    held: draft(text, 1),
    isAway: false,
    puts: 0,
    async put(sent: Text, base: number, revision: number): Promise<Draft> {
      server.puts += 1;
      if (server.isAway) throw offline();
      if (revision !== server.held.revision) throw conflict();
      server.held = draft(sent, revision + 1, "田中", base, server.held.live_version);
      return server.held;
    },
    async get(): Promise<Standing> {
      if (server.isAway) throw offline();
      return { ...server.held, proposal: null };
    },
  };
  const shelf = { left: null as Left | null };
  const keeper = new Keeper(
    standing(text, 1),
    server,
    {
      put: (left) => {
        shelf.left = left;
      },
      clear: () => {
        shelf.left = null;
      },
    },
    () => new Date(Date.now()),
  );
  const named = (name: string) => keeper.edit((before) => write(before, ["name"], name), "name");
  const state = () => keeper.read().saving.kind;
  return { server, shelf, keeper, named, state };
}

const pause = (ms = PAUSE_MS) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a draft", () => {
  test("is saved once, a moment after the last change", async () => {
    const { server, shelf, named, state } = opened();
    for (const name of ["送", "送料", "送料の", "送料のこと"]) {
      named(name);
      await pause(100);
    }
    expect(state()).toBe("waiting");
    expect(shelf.left?.text).toEqual({ name: "送料のこと" });
    await pause();
    expect(state()).toBe("saved");
    expect([server.puts, server.held.text, shelf.left]).toEqual([1, { name: "送料のこと" }, null]);
  });

  test("is saved again when it was changed while it was on its way", async () => {
    const { server, keeper, named, state } = opened();
    named("一");
    const sending = keeper.flush();
    named("二");
    await sending;
    await pause();
    await pause();
    expect([state(), server.puts, server.held.text]).toEqual(["saved", 2, { name: "二" }]);
  });

  test("stays in the browser while the server is away, and is saved when it is back", async () => {
    const { server, shelf, keeper, named, state } = opened();
    server.isAway = true;
    named("届かない");
    await pause();
    expect(state()).toBe("offline");
    expect(shelf.left?.text).toEqual({ name: "届かない" });
    server.isAway = false;
    keeper.again();
    await pause(0);
    expect([state(), server.held.text, shelf.left]).toEqual(["saved", { name: "届かない" }, null]);
  });

  test("is tried again by itself", async () => {
    const { server, named, state } = opened();
    server.isAway = true;
    named("まだ");
    await pause();
    server.isAway = false;
    await pause(2_000);
    expect(state()).toBe("saved");
  });

  test("is not written over what somebody else saved: both are kept until somebody chooses", async () => {
    const { server, shelf, keeper, named, state } = opened();
    server.held = draft({ name: "相手" }, 7);
    named("自分");
    await pause();
    expect(state()).toBe("conflict");
    expect(keeper.read().history.present).toEqual({ name: "自分" });
    expect(server.held.text).toEqual({ name: "相手" });
    expect(shelf.left?.text).toEqual({ name: "自分" });
    const { saving } = keeper.read();
    if (saving.kind !== "conflict") throw new Error("no conflict");
    keeper.settle({ name: "二人" }, saving.theirs);
    await pause();
    expect([state(), server.held.text, server.held.revision]).toEqual(["saved", { name: "二人" }, 8]);
    keeper.undo();
    expect(keeper.read().history.present).toEqual({ name: "自分" });
  });

  test("takes over what somebody else saved where nothing waits here, and can go back", async () => {
    const { server, keeper, named, state } = opened();
    server.held = draft({ name: "相手" }, 7);
    expect(await keeper.look()).toBe(true);
    expect(keeper.read().history.present).toEqual({ name: "相手" });
    named("そのあと");
    expect(await keeper.look()).toBe(false);
    await pause();
    expect([state(), server.held.text]).toEqual(["saved", { name: "そのあと" }]);
  });

  test("says what the server refused and does not ask again by itself", async () => {
    const { server, keeper, named, state } = opened();
    server.put = async () => {
      server.puts += 1;
      throw new ApiProblem({ code: "body_too_large", title: "", status: 413 });
    };
    named("長い");
    await pause();
    await pause(60_000);
    expect([state(), server.puts]).toEqual(["refused", 1]);
    expect(keeper.read().history.present).toEqual({ name: "長い" });
  });
});

describe("a draft that somebody has published past", () => {
  const published = (server: ReturnType<typeof opened>["server"]) => {
    server.held = { ...server.held, live_version: 2 };
  };

  test("is told so, and stays as it is", async () => {
    const { server, keeper } = opened();
    published(server);
    expect(isBehind(keeper.read().standing)).toBe(false);
    expect(await keeper.look()).toBe(false);
    expect(isBehind(keeper.read().standing)).toBe(true);
    expect(keeper.read().history.past).toEqual([]);
  });

  test("stands over the newest version with what was chosen, and can go back", async () => {
    const { server, keeper, named, state } = opened();
    published(server);
    named("自分");
    await pause();
    expect(isBehind(keeper.read().standing)).toBe(true);
    await keeper.rebase((text) => write(text, ["control"], 10), 2);
    await pause();
    expect([state(), server.held.text]).toEqual(["saved", { name: "自分", control: 10 }]);
    expect([server.held.base_version, isBehind(keeper.read().standing)]).toEqual([2, false]);
    keeper.undo();
    await pause();
    expect([server.held.text, server.held.base_version]).toEqual([{ name: "自分" }, 1]);
    expect(isBehind(keeper.read().standing)).toBe(true);
    keeper.redo();
    await pause();
    expect([server.held.base_version, isBehind(keeper.read().standing)]).toEqual([2, false]);
  });

  test("stands over it also when a change was on its way, and keeps that change", async () => {
    const { server, keeper, named } = opened();
    published(server);
    named("一");
    const sending = keeper.flush();
    const rebasing = keeper.rebase((text) => write(text, ["control"], 10), 2);
    named("二");
    await Promise.all([sending, rebasing]);
    await pause();
    expect([server.held.text, server.held.base_version]).toEqual([{ name: "二", control: 10 }, 2]);
  });

  test("is taken over whole where nothing was changed yet", async () => {
    const { server, keeper } = opened();
    const first = draft({ name: "公開" }, 0);
    server.held = first;
    await keeper.look();
    server.held = draft({ name: "新しい公開" }, 0, "佐藤", 2);
    expect(await keeper.look()).toBe(true);
    expect(keeper.read().history.present).toEqual({ name: "新しい公開" });
  });
});

describe("what was left in the browser", () => {
  const base = { name: "送料" };

  test("is saved where nobody has saved since", async () => {
    const { server, keeper, state } = opened();
    keeper.pickUp({ text: { name: "途中" }, base, revision: 1 });
    await pause();
    expect([state(), server.held.text]).toEqual(["saved", { name: "途中" }]);
  });

  test("is still over the version it was begun from, whatever was published since", async () => {
    const { server, keeper } = opened();
    server.held = { ...server.held, live_version: 2 };
    keeper.pickUp({ text: { name: "途中" }, base, revision: 1, base_version: 1 });
    await pause();
    expect([server.held.base_version, isBehind(keeper.read().standing)]).toEqual([1, true]);
  });

  test("stands beside what somebody else saved since", () => {
    const { keeper, state } = opened({ name: "相手" });
    keeper.pickUp({ text: { name: "途中" }, base, revision: 0 });
    expect(state()).toBe("conflict");
    expect(keeper.read().history.present).toEqual({ name: "途中" });
    expect(keeper.read().standing.text).toEqual(base);
  });

  test("is forgotten where it is what stands", () => {
    const { shelf, keeper, state } = opened();
    keeper.pickUp({ text: base, base, revision: 0 });
    expect([state(), shelf.left]).toEqual(["saved", null]);
  });
});
