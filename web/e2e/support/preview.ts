/** The page in which the console shows messages, framed as the console frames it, and pictures compared point by point. */
import type { Frame, Locator, Page } from "playwright-core";
import { until } from "./until.ts";
import type { ShownItem } from "./visitor.ts";

export type Scheme = "light" | "dark";
type Told = { kizukai: string } & Record<string, unknown>;
type Step = Pick<ShownItem, "format" | "content">;

/** A frame as large as the page it stands in. */
export const frameOf = (path: string): string =>
  `<iframe title="見え方" src="${path}" style="position:fixed;inset:0;width:100%;height:100%;border:0"></iframe>`;

/** What holds the preview, and keeps what it is told. */
export const PREVIEW = `${frameOf("/tag/preview.html")}
<script>window.told = []; addEventListener("message", ({ data }) => told.push(data));</script>`;

export class Preview {
  private constructor(
    readonly page: Page,
    readonly frame: Frame,
  ) {}

  /** `page` stands at an address that serves `PREVIEW`. */
  static async on(page: Page): Promise<Preview> {
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    if (!frame) throw new Error("the preview has no document");
    const preview = new Preview(page, frame);
    await preview.told("ready");
    return preview;
  }

  async show({ format, content }: Step, scheme: Scheme, manner = "still"): Promise<void> {
    await this.page.evaluate(
      (message) => {
        const shell = window as unknown as { told: unknown[]; frames: Window[] };
        shell.told.length = 0;
        shell.frames[0]?.postMessage(message, location.origin);
      },
      { kizukai: "show", step: { format, content }, scheme, manner },
    );
    await this.told("shown");
  }

  /** Waits until the preview has said so, so many times since it was last asked to show something; answers with the last. */
  async told(kind: string, times = 1): Promise<Told> {
    const handle = await this.page.waitForFunction(
      ([wanted, count]) =>
        (window as unknown as { told: Told[] }).told.filter(({ kizukai }) => kizukai === wanted)[count - 1],
      [kind, times] as const,
    );
    return (await handle.jsonValue()) as Told;
  }

  get card(): Locator {
    return this.frame.locator("kizukai-message .card");
  }

  /** A page without anything on it, so that a rounded corner shows the same behind it as on the shop's page. */
  async empty(): Promise<void> {
    await this.frame.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        "[aria-hidden] { visibility: hidden } header { border-color: transparent !important } main { min-height: 3000px }",
      );
      document.adoptedStyleSheets = [sheet];
    });
  }
}

export interface Picture {
  /** Where it stands. */
  box: unknown;
  png: string;
}

/** The card and what shows through its corners, with pictures and fonts there and no pointer over it. */
export async function pictureOf(page: Page, card: Locator): Promise<Picture> {
  await page.mouse.move(0, 0);
  await card.evaluate(async (node) => {
    await document.fonts.ready;
    await Promise.all(Array.from(node.querySelectorAll("img"), (image) => image.decode()));
    // The controls are the browser's own, and turn while a film is on its way.
    for (const film of Array.from(node.querySelectorAll("video"))) film.controls = false;
    const root = node.getRootNode() as ShadowRoot;
    await Promise.allSettled(root.getAnimations().map((animation) => animation.finished));
  });
  return { box: await card.boundingBox(), png: await atRest(card) };
}

/** The picture once two in a row are the same: a film's frame, or a decoded picture, may still be on its way to the screen. */
async function atRest(card: Locator): Promise<string> {
  const taken = async (): Promise<string> => (await card.screenshot({ caret: "hide" })).toString("base64");
  let before = await taken();
  return until("a picture at rest", async () => {
    const now = await taken();
    const isSame = now === before;
    before = now;
    return isSame && now;
  });
}

/** How many points differ at all in any channel; all of them where the sizes do. */
export function differing(page: Page, one: Picture, other: Picture): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const [a, b] = await Promise.all(
        pictures.map(async (png) => {
          const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (!a || !b) throw new Error("a picture cannot be read");
      if (a.width !== b.width || a.height !== b.height) return Math.max(a.data.length, b.data.length) / 4;
      let count = 0;
      for (let at = 0; at < a.data.length; at += 4) {
        if ([0, 1, 2, 3].some((channel) => a.data[at + channel] !== b.data[at + channel])) count++;
      }
      return count;
    },
    [one.png, other.png],
  );
}
