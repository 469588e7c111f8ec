import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api, ask, carry, onSessionEnd, pathOf } from "../src/api/client";
import { ApiProblem } from "../src/api/problem";
import { isReached } from "../src/api/reach";

let asked: Request[] = [];

function answering(...answers: (Response | Error)[]) {
  vi.stubGlobal("fetch", async (path: string, request: RequestInit) => {
    asked.push(new Request(new URL(path, "http://shop.example"), request));
    const answer = answers.shift();
    if (!answer) throw new Error("asked once too often");
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

const problem = (status: number, code: string, more: object = {}) =>
  new Response(JSON.stringify({ code, title: "It is refused", status, ...more }), { status });

beforeEach(() => {
  asked = [];
  carry({ site: "s_1", csrf: "token" });
});
afterEach(() => {
  carry({ site: null, csrf: null });
  onSessionEnd(() => {});
});

describe("a request", () => {
  test("names the site, and proves itself only where it changes something", async () => {
    answering(Response.json({}), new Response(null, { status: 204 }));
    await api.get("/api/home");
    await api.delete("/api/session");
    expect(asked[0]?.headers.get("kizukai-site")).toBe("s_1");
    expect(asked[0]?.headers.has("kizukai-csrf")).toBe(false);
    expect(asked[1]?.headers.get("kizukai-csrf")).toBe("token");
  });

  test("writes ids into the path so that none can leave its place", () => {
    expect(pathOf("/api/profiles/{id}/events", { id: "../keys?x=1" })).toBe(
      "/api/profiles/..%2Fkeys%3Fx%3D1/events",
    );
    expect(() => pathOf("/api/profiles/{id}")).toThrow("needs id");
  });

  test("leaves out what is not asked for", () => {
    expect(pathOf("/api/x", {}, { limit: 50, before: undefined, name: null, q: "色" })).toBe(
      "/api/x?limit=50&q=%E8%89%B2",
    );
  });

  test("says which version it changes, and sends text as YAML", async () => {
    answering(Response.json({}), Response.json({}));
    await api.put("/api/site", { body: "kind: site", version: 4 });
    await api.post("/api/sites", { body: { name: "shop" } });
    expect(asked[0]?.headers.get("if-match")).toBe('"4"');
    expect(asked[0]?.headers.get("content-type")).toBe("application/yaml");
    expect(asked[1]?.headers.get("content-type")).toBe("application/json");
  });
});

describe("an answer", () => {
  test("without content is nothing", async () => {
    answering(new Response(null, { status: 204 }));
    expect(await api.delete("/api/session")).toBeUndefined();
  });

  test("that refuses becomes a problem with code, detail and places", async () => {
    const places = [{ path: "arms[0]", message: "name it" }];
    answering(problem(422, "text_refused", { detail: "one place", problems: places }));
    const refused = await ask("put", "/api/site", { body: {} }).catch((reason: unknown) => reason);
    expect(refused).toBeInstanceOf(ApiProblem);
    expect(refused).toMatchObject({
      code: "text_refused",
      status: 422,
      detail: "one place",
      problems: places,
    });
  });

  test("that is no problem JSON still becomes a problem", async () => {
    answering(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    await expect(api.get("/api/home")).rejects.toMatchObject({
      code: "unexpected_answer",
      status: 502,
      passes: true,
    });
  });

  test.each(["session_ended", "session_needed", "missing_api_key"])("of %s tells the shell", async (code) => {
    const told = vi.fn();
    onSessionEnd(told);
    answering(problem(401, code));
    await expect(api.get("/api/home")).rejects.toMatchObject({ code });
    expect(told).toHaveBeenCalledOnce();
  });

  test("of a wrong password does not end the session", async () => {
    const told = vi.fn();
    onSessionEnd(told);
    answering(problem(401, "bad_credentials"));
    await expect(
      api.post("/api/session", { body: { email: "a@shop.example", password: "wrong" } }),
    ).rejects.toMatchObject({ code: "bad_credentials" });
    expect(told).not.toHaveBeenCalled();
  });
});

describe("no answer", () => {
  test("is known everywhere until the next one comes", async () => {
    answering(new TypeError("failed to fetch"), Response.json({}));
    await expect(api.get("/api/home")).rejects.toMatchObject({ code: "offline", passes: true });
    expect(isReached.current()).toBe(false);
    await api.get("/api/home");
    expect(isReached.current()).toBe(true);
  });

  test("to a question that nobody asks any more is not a problem of the connection", async () => {
    const stopped = AbortSignal.abort();
    answering(new DOMException("stopped", "AbortError"));
    await expect(api.get("/api/home", { signal: stopped })).rejects.not.toBeInstanceOf(ApiProblem);
    expect(isReached.current()).toBe(true);
  });
});
