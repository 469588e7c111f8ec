/**
 * What the console shows of a message equals what the shop shows, point by point: every format and everything a message
 * may hold, on a phone's width and a wide one, on light and dark pages.
 */
import { readFile } from "node:fs/promises";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Text } from "../support/admin.ts";
import { Demo } from "../support/demo.ts";
import type { Device } from "../support/devices.ts";
import { onEvent } from "../support/messages.ts";
import { type PlainPage, PlainShop } from "../support/plain_shop.ts";
import { differing, frameOf, PREVIEW, Preview, pictureOf, type Scheme } from "../support/preview.ts";
import { until } from "../support/until.ts";
import { type ShopWindow, type ShownItem, Visitor } from "../support/visitor.ts";

const VIDEO = new URL("../../tag/dev/care.webm", import.meta.url);
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180" width="320" height="180"><rect width="320" height="180" fill="#e9dfd2"/><circle cx="160" cy="90" r="60" fill="#b9a78e"/></svg>`;
const FONT = `"Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", system-ui, sans-serif`;
const GROUND = { light: "#fff", dark: "#191816" };
const HOUR_MS = 3_600_000;
/** A busy machine may paint late; what differs for good differs at each look. */
const LOOKS = 5;

const device = (name: Device["name"], width: number, height: number): Device => ({
  name,
  touch: false,
  options: { viewport: { width, height } },
});
const WIDTHS = [device("phone", 375, 667), device("desktop", 1280, 800)];

const CHOICES = [
  { key: "more", label: { ja: "くわしく", en: "Tell me more" } },
  { key: "other", label: { ja: "べつの品を見る", en: "Show me others" } },
];
const WORDS = {
  title: { ja: "お困りですか", en: "Can we help?" },
  body: {
    ja: "{{ traits.name | default('お客様') }}、ご不明な点はありますか。",
    en: "Is anything unclear, {{ traits.name | default('dear guest') }}?",
  },
};
const said = (more: Text): Text => ({ type: "message", ...WORDS, choices: CHOICES, ...more });
const asked = (answer: string, more: Text): Text => ({
  type: "question",
  title: "お聞かせください",
  answer,
  ...more,
});
const image = { src: "/picture.svg", alt: "皿", width: 320, height: 180 };

const STEPS: Record<string, Text> = {
  corner: said({ format: "corner" }),
  modal: said({ format: "modal", image }),
  bar: said({ format: "bar" }),
  toast: { type: "message", format: "toast", body: "カートに入れました。", choices: CHOICES.slice(0, 1) },
  inline: said({ format: "inline", selector: "#place" }),
  fullscreen: said({ format: "fullscreen", image, choices: CHOICES.slice(0, 1) }),
  picture: said({ format: "corner", image, theme: "matcha" }),
  coupon: said({
    format: "corner",
    coupon: { code: "HAJIMETE-500", note: "月末まで" },
    choices: [],
    theme: { preset: "ai", radius: 20, density: 1.2 },
  }),
  countdown: said({
    format: "corner",
    countdown: { until: new Date(Date.now() + 60.5 * HOUR_MS).toISOString(), label: "締切まで、あと" },
    theme: "sakura",
  }),
  video: said({ format: "modal", video: { src: "/care.webm", poster: "/picture.svg", alt: "洗い方" } }),
  several: asked("multiple", { format: "corner", choices: CHOICES }),
  words: asked("text", { format: "corner", placeholder: "ひとことで" }),
  rating: asked("rating", { format: "corner", max: 5, theme: "sumi" }),
  form: asked("form", {
    format: "modal",
    submit: "相談する",
    fields: [
      { key: "height", type: "number", label: "身長", required: true, min: 80, max: 220 },
      { key: "usual", type: "select", label: "いつものサイズ", options: [{ key: "m", label: "M" }] },
      { key: "mail", type: "email", label: "お返事の宛先", required: true, help: "一度だけお送りします" },
      { key: "news", type: "checkbox", label: "新着の知らせも受け取る" },
    ],
  }),
};

const page = (scheme: Scheme): PlainPage => ({
  before: `<style>:root { color-scheme: ${scheme}; background: ${GROUND[scheme]} }
    body { margin: 0; font: 15px/1.7 ${FONT} } main { visibility: hidden; min-height: 3000px }
    #place { position: absolute; visibility: visible; box-sizing: border-box; width: 100%; max-width: 1008px; min-height: 600px;
      top: 81px; left: 50%; transform: none; margin-left: max(-50vw, -504px); padding: 0 24px }
    @media (max-width: 599.98px) { #place { top: 73px; padding: 0 16px } }</style>`,
  body: '<div id="place"></div>',
});

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  const { admin } = demo;
  await admin.speakFreely();
  await admin.pauseAll();
  for (const [key, step] of Object.entries(STEPS)) {
    // What covers the page of a phone comes when the visitor asks for it.
    const open = { key: "open", label: "開く", next: "shown" };
    const opener = { type: "message", format: "corner", title: "ご案内", choices: [open] };
    await admin.putCampaign(`look-${key}`, onEvent(`Show ${key}`, { opener, shown: step }));
  }
});
afterAll(() => demo?.stop());

describe.each(WIDTHS)("on a $name", (width) => {
  test.each<Scheme>(["light", "dark"])(
    "every message looks in the console as in the shop, on a %s page",
    async (scheme) => {
      // Both in a frame: elsewhere the browser smooths an edge otherwise by its last bit.
      const shop = await PlainShop.open(demo, {
        "/shop": page(scheme),
        "/framed-shop": { body: frameOf("/shop"), calls: "0" },
        "/framed": { body: PREVIEW, calls: "0" },
      });
      const visitor = await Visitor.arrive(shop, width, { reducedMotion: "reduce" });
      visitor.forgiveMovement();
      await serveMedia(visitor);
      const preview = await openPreview(visitor);
      await preview.empty();

      const differences: Record<string, unknown> = {};
      for (const key of Object.keys(STEPS)) {
        const { step, card } = await shownInShop(visitor, key);
        const inShop = await pictureOf(visitor.page, card);
        const since = visitor.exchanges.length;
        await card.getByRole("button", { name: "閉じる" }).click();
        await visitor.answered("閉じる", since, ({ type }) => type === "close");
        await visitor.switchTo(preview.page);
        await preview.show(step, scheme);
        for (let look = 1; look <= LOOKS; look++) {
          const inConsole = await pictureOf(preview.page, preview.card);
          const points = await differing(preview.page, inShop, inConsole);
          const isThere = JSON.stringify(inShop.box) === JSON.stringify(inConsole.box);
          if (points === 0 && isThere) break;
          if (look === LOOKS) differences[key] = { points, shop: inShop.box, console: inConsole.box };
        }
      }
      expect(differences).toEqual({});
    },
    180_000,
  );
});

async function serveMedia({ context }: Visitor): Promise<void> {
  const film = await readFile(VIDEO);
  await context.route("**/picture.svg", (route) =>
    route.fulfill({ body: PICTURE, contentType: "image/svg+xml" }),
  );
  await context.route("**/care.webm", (route) => route.fulfill({ body: film, contentType: "video/webm" }));
}

async function openPreview(visitor: Visitor): Promise<Preview> {
  const opened = await visitor.openTab();
  await opened.goto(`${visitor.shop.origin}/framed`);
  return Preview.on(opened);
}

/** The step as the shop's page shows it, and as the server sent it. */
async function shownInShop(visitor: Visitor, key: string): Promise<{ step: ShownItem; card: Locator }> {
  const tab = visitor.context.pages()[0];
  if (!tab) throw new Error("the shop is closed");
  await visitor.switchTo(tab);
  await visitor.arriveOn("/shop", () => tab.goto(`${visitor.shop.origin}/framed-shop`));
  const frame = tab.frameLocator("iframe");
  await frame.locator("body").evaluate((_, event) => {
    (window as unknown as ShopWindow).kizukai.track(event);
  }, `Show ${key}`);
  const before = visitor.exchanges.length;
  await frame.getByRole("button", { name: "開く" }).click();
  const { response } = await visitor.answered("開く", before, ({ type }) => type === "answer");
  const step = response.show[0];
  if (!step) throw new Error(`nothing follows in look-${key}`);
  const card = frame.locator(`kizukai-message .card.${step.format}`);
  await card.filter({ hasNot: frame.getByRole("button", { name: "開く" }) }).waitFor();
  return { step, card };
}

describe("the preview", () => {
  async function open(): Promise<Preview> {
    const shop = await PlainShop.open(demo, { "/framed": { body: `<input>${PREVIEW}`, calls: "0" } });
    const visitor = await Visitor.arrive(shop, WIDTHS[1] as Device);
    await visitor.page.goto(`${shop.origin}/framed`);
    return Preview.on(visitor.page);
  }
  const content = (more: object = {}) => ({
    type: "message",
    title: "お困りですか",
    choices: [{ key: "more", label: "くわしく", href: "/elsewhere" }],
    ...more,
  });

  test("tells which answer was pressed, and goes nowhere", async () => {
    const preview = await open();
    await preview.show({ format: "corner", content: content() }, "light");
    await preview.frame.getByRole("link", { name: "くわしく" }).click();
    const { payload, href } = await preview.told("answer");
    expect(payload).toEqual({ choice: "more" });
    expect(new URL(href as string).pathname).toBe("/elsewhere");
    expect(new URL(preview.frame.url()).pathname).toBe("/tag/preview.html");
  });

  test("tells how it was closed", async () => {
    const preview = await open();
    await preview.show({ format: "modal", content: content() }, "light");
    await preview.frame.getByRole("button", { name: "今は大丈夫です" }).click();
    expect((await preview.told("close")).reason).toBe("not_now");
  });

  test("leaves the focus with the person who writes", async () => {
    const preview = await open();
    await preview.page.locator("input").focus();
    await preview.show({ format: "modal", content: content() }, "light");
    await preview.page.keyboard.type("書く");
    expect(await preview.page.locator("input").inputValue()).toBe("書く");
  });

  test("shows what a rewrite would say", async () => {
    const preview = await open();
    const rewrite = [
      { selector: "h1.welcome", text: "おかえりなさいませ" },
      { selector: ".blocks", order: [".new", ".old"] },
    ];
    for (let times = 0; times < 2; times++) {
      await preview.show({ format: "inline", content: content({ type: "rewrite", rewrite }) }, "light");
      const texts = await preview.frame.locator("#rewritten > *").allTextContents();
      expect(texts).toEqual(["おかえりなさいませ", ".new.old"]);
    }
  });

  test("keeps a toast until it is asked to let it go", async () => {
    const preview = await open();
    await preview.show({ format: "toast", content: content({ duration_ms: 4_000 }) }, "light", "arrive");
    expect((await preview.told("close")).reason).toBe("timeout");
    await preview.show({ format: "toast", content: content({ duration_ms: 4_000 }) }, "light");
    // Its time is up: it stands there anew, and nothing is said of a close.
    await preview.told("shown", 2);
    expect(await preview.page.evaluate("told.map(({ kizukai }) => kizukai)")).toEqual(["shown", "shown"]);
    await until("one toast", async () => (await preview.card.count()) === 1);
  });
});
