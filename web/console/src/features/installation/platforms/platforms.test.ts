import { readFileSync } from "node:fs";
import { join } from "node:path";
import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import { installSteps, PLATFORMS } from "./platforms";
import { QUEUE, snippet } from "./snippet";

const readme = readFileSync(join(import.meta.dirname, "../../../../../../README.md"), "utf8");
const address = { origin: "https://kizukai.shop.example", writeKey: "wk_0123" };

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

describe("code to paste", () => {
  it("has the very snippet of the README", () => {
    expect(readme).toContain(`${QUEUE}(window,document,"/tag.js");`);
  });

  it.each(PLATFORMS)("for %s names this server's tag and this site's key", (platform) => {
    const code = installSteps(platform, address)
      .map((step) => step.code?.text ?? "")
      .join("\n");
    expect(code).toContain("https://kizukai.shop.example/tag.js");
    expect(code).toContain('kizukai.load("wk_0123"');
  });

  it.each(PLATFORMS.filter((platform) => platform !== "gtm"))(
    "for %s sends orders with number and amount",
    (platform) => {
      const code = installSteps(platform, address)
        .map((step) => step.code?.text ?? "")
        .join("\n");
      for (const part of [
        "Order Completed",
        "order_id",
        "revenue",
        "currency",
        "Product Viewed",
        "Product Added",
      ]) {
        expect(code).toContain(part);
      }
    },
  );

  it("cannot be broken out of by what stands in the address", () => {
    expect(snippet({ origin: "https://x.example", writeKey: '</script>"' })).not.toContain('</script>"');
  });
});

/** What stands between script tags, without the parts a template engine fills in. */
const scripts = (html: string) =>
  [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((found) => found[1] ?? "");

describe("scripts for own pages and Tag Manager", () => {
  it.each(["html", "gtm"] as const)("of %s are JavaScript", (platform) => {
    for (const step of installSteps(platform, address)) {
      for (const script of scripts(step.code?.text ?? "")) expect(() => new Function(script)).not.toThrow();
    }
  });

  it.each(["shopify", "eccube", "woocommerce"] as const)(
    "of %s are JavaScript once filled in",
    (platform) => {
      for (const step of installSteps(platform, address)) {
        const filled = (step.code?.text ?? "").replace(/\{\{.*?\}\}|%s/g, "0").replace(/\{%.*?%\}/g, "");
        for (const script of scripts(filled)) expect(() => new Function(script), script).not.toThrow();
      }
    },
  );

  it("of Shopify’s pixel is JavaScript", () => {
    const pixel = installSteps("shopify", address)[1]?.code?.text ?? "";
    expect(pixel).toContain("analytics.subscribe");
    expect(() => new Function(pixel)).not.toThrow();
  });

  it("of Tag Manager are ES5", () => {
    const [first] = installSteps("gtm", address);
    expect(first?.code?.text).not.toMatch(/=>|const |let |`|\?\./);
  });
});
