/**
 * A visitor without a browser: sends to `/v1/decide` what the tag would. For tests that are about the console, where the
 * shop's pages are only the past.
 */
import { randomUUID } from "node:crypto";
import type { Exchange, SentEvent } from "./visitor.ts";

type Answer = Exchange["response"];
type Said = Omit<Partial<SentEvent>, "messageId"> & { type: string };

export interface ShopDoor {
  origin: string;
  writeKey: string;
}

const AGENT =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1";
const TITLES: Record<string, string> = {
  "/": "うつわの店",
  "/products/kohiki-rice-bowl": "粉引の飯碗",
  "/cart": "カート",
};

export class Caller {
  private path = "/";

  constructor(
    private readonly door: ShopDoor,
    readonly anonymousId: string,
  ) {}

  /** Looks at a page. */
  visit(path: string): Promise<Answer> {
    this.path = path;
    return this.send({ type: "page" });
  }

  track(event: string, properties: Record<string, unknown> = {}): Promise<Answer> {
    return this.send({ type: "track", event, properties });
  }

  signal(name: string, properties: Record<string, unknown> = {}): Promise<Answer> {
    return this.send({ type: "signal", name, properties });
  }

  logIn(userId: string): Promise<Answer> {
    return this.send({ type: "identify", userId } as Said);
  }

  /** Answers the question that a signal has brought. */
  async reply(asked: Answer, choice: string): Promise<Answer> {
    const shown = asked.show.find(({ format }) => format !== "inline");
    if (!shown) throw new Error("nothing was asked");
    return this.send({ type: "answer", enrolment: shown.enrolment, step: shown.step, choice });
  }

  /** From the product into the cart, with one thing in it. */
  async fillCart(): Promise<void> {
    const bowl = { product_id: "kohiki-rice-bowl", name: "粉引の飯碗", price: 3_300, quantity: 1 };
    await this.visit("/");
    await this.visit("/products/kohiki-rice-bowl");
    await this.track("Product Viewed", bowl);
    await this.track("Product Added", bowl);
    await this.visit("/cart");
    await this.track("Cart Viewed", { products: [bowl] });
  }

  buy(orderId: string, revenue = 3_300): Promise<Answer> {
    const products = [{ product_id: "kohiki-rice-bowl", name: "粉引の飯碗", price: revenue, quantity: 1 }];
    return this.track("Order Completed", { order_id: orderId, revenue, currency: "JPY", products });
  }

  private async send(...said: Said[]): Promise<Answer> {
    const { origin, writeKey } = this.door;
    const page = {
      path: this.path,
      url: `https://shop.example${this.path}`,
      title: TITLES[this.path] ?? this.path,
    };
    const events = said.map((event) => ({ messageId: randomUUID(), ...event }));
    const body = { writeKey, anonymousId: this.anonymousId, context: { page, locale: "ja-JP" }, events };
    const headers = { "content-type": "application/json", "user-agent": AGENT };
    const answer = await fetch(`${origin}/v1/decide`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`/v1/decide: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }
}
