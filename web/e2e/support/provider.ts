/** Somebody else's sign-in: a real OpenID Connect provider on this machine, where anybody may claim any name. */
import { once } from "node:events";
import type { Server } from "node:http";
import Provider from "oidc-provider";
import type { Page } from "playwright-core";

export const CLIENT = { id: "kizukai", secret: "known to both sides alone" };

export class SignInProvider {
  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  /** Knows Kizukai by the address it may send people back to. */
  static async open(kizukaiOrigin: string, port: number): Promise<SignInProvider> {
    const issuer = `http://127.0.0.1:${port}`;
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${kizukaiOrigin}/api/session/oidc/callback`],
        },
      ],
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
      // Who signs in as `somebody` has the address somebody@example.com; `unproved…` has not shown that it is theirs.
      findAccount: (_, sub) => ({
        accountId: sub,
        claims: () => ({
          sub,
          name: sub,
          email: `${sub.replace(/^unproved-/, "")}@example.com`,
          email_verified: !sub.startsWith("unproved-"),
        }),
      }),
    });
    const server = provider.listen(port, "127.0.0.1");
    await once(server, "listening");
    return new SignInProvider(server, issuer);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

/** What a person does at the provider: says who they are, and that Kizukai may know. */
export async function signInThere(page: Page, name: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}
