/** axe, with all rules of WCAG 2.0 to 2.2 A and AA: every page of the shop, and every kind of message on it. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../support/accessibility.ts";
import type { Text } from "../support/admin.ts";
import { Demo } from "../support/demo.ts";
import { DEVICES } from "../support/devices.ts";
import { anyMessage, dialogue, titled } from "../support/dialogue.ts";
import { onEvent, twoSteps } from "../support/messages.ts";
import { BOWL, buy, putIntoCart } from "../support/shop.ts";
import { Visitor } from "../support/visitor.ts";

const FILM = new URL("../../tag/dev/care.webm", import.meta.url);
const SCHEMES = ["light", "dark"] as const;
let demo: Demo;

describe.each(DEVICES)("on a $name, light and dark", (device) => {
  beforeAll(async () => {
    demo = await Demo.start();
    await demo.admin.speakFreely();
  });
  afterAll(() => demo?.stop());

  test("axe finds nothing on the pages of the shop and on the guide", async () => {
    const visitor = await Visitor.arrive(demo, device);
    const found: Record<string, string[]> = {};
    const look = async (name: string): Promise<void> => {
      for (const colorScheme of SCHEMES) {
        await visitor.page.emulateMedia({ colorScheme });
        found[`${name} ${colorScheme}`] = await findings(visitor.page);
      }
    };
    for (const path of ["/", "/products", "/search?q=木", "/login", "/cart"]) {
      await visitor.visit(path);
      await look(path);
    }
    await putIntoCart(visitor, BOWL);
    await look("product");
    await visitor.visit("/cart");
    await look("cart");
    await visitor.visit("/checkout");
    await look("checkout");
    await visitor.visit("/cart");
    await buy(visitor);
    await titled(visitor.page, "お買いものはいかがでしたか").waitFor();
    await look("order");
    await visitor.visit("/guide");
    await look("guide");
    expect(Object.entries(found).filter(([, findings]) => findings.length > 0)).toEqual([]);
  });

  describe("with a message on the page", () => {
    const note = { title: "お届けについて", body: "平日正午までのご注文は、その日に発送します。" };
    const choices = [
      { key: "one", label: "ひとつめ", next: "end" },
      { key: "two", label: "ふたつめ", next: "end" },
    ];
    const question = (more: Text): Text => ({
      ask: { type: "question", format: "corner", title: "お聞かせください", next: "end", ...more },
    });
    const MESSAGES: Record<string, Text> = {
      corner: twoSteps("corner"),
      modal: twoSteps("modal"),
      bar: twoSteps("bar"),
      inline: { note: { type: "message", format: "inline", selector: "#kizukai-cart-note", ...note } },
      several: question({ answer: "multiple", choices }),
      words: question({ answer: "text", placeholder: "ひとことで" }),
      rating: question({ answer: "rating", max: 5 }),
      form: question({
        answer: "form",
        fields: [
          { key: "mail", type: "email", label: "お返事の宛先", help: "返事だけに使います", required: true },
          { key: "size", type: "select", label: "サイズ", options: [{ key: "m", label: "M" }] },
          { key: "news", type: "checkbox", label: "新着の知らせも受け取る" },
        ],
      }),
      toast: { note: { type: "message", format: "toast", duration: "30s", ...note } },
      fullscreen: overEverything(),
      coupon: {
        note: {
          type: "message",
          format: "corner",
          coupon: { code: "HAJIMETE-500", note: "月末まで" },
          countdown: { until: new Date(Date.now() + 7_200_000).toISOString(), label: "あと" },
          ...note,
        },
      },
      video: {
        note: { type: "message", format: "modal", video: { src: "/film.webm", alt: "洗い方" }, ...note },
      },
      arabic: question({
        title: { ar: "هل نساعدك في اختيار المقاس؟" },
        choices: [
          { key: "guide", label: { ar: "دليل المقاسات" }, next: "end" },
          { key: "ask", label: { ar: "أريد أن أسأل" }, next: "end" },
        ],
      }),
    };
    /** Over everything only what the visitor has opened. */
    function overEverything(): Text {
      const { first, second } = twoSteps("corner") as Record<string, Text>;
      return { first, second: { ...second, format: "fullscreen" } };
    }
    let visitor: Visitor;
    let end: () => Promise<void> = async () => {};

    beforeAll(async () => {
      await demo.admin.speakFreely();
      await demo.admin.pauseAll();
      for (const [key, steps] of Object.entries(MESSAGES)) {
        await demo.admin.putCampaign(`axe-${key}`, onEvent(`Ask ${key}`, steps));
      }
      visitor = await Visitor.arrive(demo, device, {
        closeWith: (leave) => {
          end = leave;
        },
      });
      const film = { body: await readFile(FILM), contentType: "video/webm" };
      await visitor.context.route("**/film.webm", (route) => route.fulfill(film));
    });
    afterAll(() => end());

    test.each(Object.keys(MESSAGES))("axe finds nothing: %s", async (key) => {
      const { page } = visitor;
      await page.emulateMedia({ colorScheme: "light" });
      await visitor.visit("/cart");
      await visitor.track(`Ask ${key}`);
      await anyMessage(page).waitFor();
      expect(await findings(page)).toEqual([]);
      const dir = await anyMessage(page).getAttribute("dir");
      expect(dir).toBe(key === "arabic" ? "rtl" : "ltr");
      const menu = page.getByRole("button", { name: /^(その他|More)$/ });
      if (key !== "toast") {
        await visitor.press(menu);
        expect(await findings(page), "with the menu open").toEqual([]);
      }

      await page.emulateMedia({ colorScheme: "dark" });
      await visitor.reload();
      await anyMessage(page).waitFor();
      expect(await page.locator("kizukai-message").getAttribute("data-scheme")).toBe("dark");
      expect(await findings(page), "dark").toEqual([]);
      const next = page.getByRole("button", { name: "くわしく" });
      if ((await next.count()) > 0) {
        await visitor.press(next);
        await titled(page, "ふたつめのご案内").waitFor();
        expect(await findings(page), "the second step").toEqual([]);
      }
      await visitor.press(anyMessage(page).getByRole("button", { name: /^(閉じる|Close)$/ }));
      if (key === "inline") await anyMessage(page).waitFor({ state: "hidden" });
      else await dialogue(page).waitFor({ state: "detached" });
    });
  });
});
