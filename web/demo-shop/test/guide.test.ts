import { describe, expect, test } from "vitest";
import type { HistoryRow } from "../src/guide/api.js";
import { eventReader, type ServerSentEvent } from "../src/guide/server_sent_events.js";
import { describe as inWords, outcomeSentence } from "../src/guide/wording.js";

const read = (...pieces: string[]): ServerSentEvent[] => {
  const events: ServerSentEvent[] = [];
  const reader = eventReader((event) => events.push(event));
  for (const piece of pieces) reader(piece);
  return events;
};

describe("server-sent events", () => {
  test("come out whole however they are cut", () => {
    const stream = 'event: input\ndata: {"seq":1}\n\n: still here\n\nevent: input\ndata: {"seq":2}\n\n';
    const whole = read(stream);
    expect(whole).toEqual([
      { event: "input", data: '{"seq":1}' },
      { event: "input", data: '{"seq":2}' },
    ]);
    expect(read(...stream)).toEqual(whole);
  });

  test("may end their lines in any of the three ways", () => {
    expect(read("event: a\r\ndata: 1\r\n\r\n", "data: 2\r\r", "data: 3\n\n")).toEqual([
      { event: "a", data: "1" },
      { event: "message", data: "2" },
      { event: "message", data: "3" },
    ]);
  });

  test("join their data lines, and are not sent before the empty line", () => {
    expect(read("data: 1\ndata: 2\n")).toEqual([]);
    expect(read("data: 1\ndata: 2\n\n")).toEqual([{ event: "message", data: "1\n2" }]);
  });
});

describe("the record says in plain words", () => {
  const names = new Map([["e1", "cart-shipping"]]);
  const row = (fields: Partial<HistoryRow>): HistoryRow => ({
    messageId: "m",
    type: "track",
    timestamp: "",
    ...fields,
  });

  test("what the visitor did", () => {
    expect(
      inWords(row({ event: "Product Viewed", properties: { product_id: "black-donabe" } }), names)?.title,
    ).toBe("「黒釉の土鍋 八寸」を見ました");
    expect(
      inWords(row({ event: "Products Searched", properties: { query: "鉄瓶", results: 0 } }), names)?.title,
    ).toBe("「鉄瓶」を探し、0 品でした");
    const page = { page: { path: "/cart", title: "カート | おりふし" } };
    expect(inWords(row({ type: "page", context: page }), names)).toEqual({
      kind: "act",
      title: "「カート」を開きました",
      detail: "/cart",
    });
  });

  test("a login, and traits that came from the shop's list", () => {
    expect(inWords(row({ type: "identify", userId: "m-1001", traits: { name: "佐藤" } }), names)?.title).toBe(
      "ログインしました",
    );
    expect(inWords(row({ type: "identify", traits: { rank: "gold", points: 2480 } }), names)).toMatchObject({
      title: "属性が届きました",
      detail: "rank, points",
    });
  });

  test("to whom the visitor answered", () => {
    const answer = row({ type: "answer", enrolment: "e1", step: "ask", choice: "shipping" });
    expect(inWords(answer, names)).toEqual({
      kind: "act",
      title: "「shipping」と答えました",
      detail: "送料の不安を解消",
    });
    expect(inWords({ ...answer, type: "close", reason: "not_now" }, names)?.detail).toBe(
      "送料の不安を解消 / 今は大丈夫です",
    );
  });

  test("why somebody spoke, and why not", () => {
    const decision = (outcome: string, holder?: string) =>
      inWords(row({ type: "decision", properties: { campaign: "cart-shipping", outcome, holder } }), names);
    expect(decision("shown")).toMatchObject({ kind: "spoke", title: "「送料の不安を解消」が話しかけました" });
    expect(decision("ghost")).toMatchObject({
      kind: "silent",
      title: "「送料の不安を解消」は黙っていました",
    });
    expect(decision("lost", "list-end")?.detail).toBe(
      "「一覧を見終えた方へ」が開いています。答えるか閉じると、次が話せます。",
    );
    expect(decision("lost")?.detail).toContain("まだ開いています");
  });

  test("which gate it was, in the engine's words", () => {
    const properties = { campaign: "cart-shipping", outcome: "capped", reason: "cap 1 per 24h" };
    expect(inWords(row({ type: "decision", properties }), names)?.detail).toBe(
      "話しかける回数の上限に達しています。（cap 1 per 24h）",
    );
  });

  test("every outcome of the contract has its own sentence", () => {
    const outcomes = ["shown", "ghost", "lost", "stopped", "capped", "quiet", "budget"];
    const details = outcomes.map((outcome) => outcomeSentence(outcome, "a", "").detail);
    expect(new Set(details).size).toBe(outcomes.length);
    for (const [index, outcome] of outcomes.entries()) expect(details[index]).not.toBe(outcome);
  });

  test("nothing about rows that mean nothing to a person", () => {
    expect(inWords(row({ type: "group" }), names)).toBeNull();
  });
});
