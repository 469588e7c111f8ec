/** Signing in with an account elsewhere, at a real OpenID Connect provider (oidc-provider), through both doors. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Member } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { freePort } from "../../support/port.ts";
import { CLIENT, SignInProvider, signInThere } from "../../support/provider.ts";
import { Server } from "../../support/server.ts";

let server: Server;
let provider: SignInProvider;

beforeAll(async () => {
  const port = await freePort();
  server = await Server.start({
    KIZUKAI_OIDC__ISSUER: `http://127.0.0.1:${port}`,
    KIZUKAI_OIDC__CLIENT_ID: CLIENT.id,
    KIZUKAI_OIDC__CLIENT_SECRET: CLIENT.secret,
    KIZUKAI_OIDC__NAME: "社員アカウント",
  });
  provider = await SignInProvider.open(server.origin, port);
  await Member.setUp(server.origin, await server.setupCode());
});
afterAll(async () => {
  await provider?.close();
  await server?.stop();
});

async function comeFromThere(name: string): Promise<Operator> {
  const operator = await Operator.arrive(server.origin);
  operator.watch.forgive(/status of 401/);
  // The provider's own pages ask for an icon that it has not, and for letters from far away.
  operator.watch.forgive(/favicon\.ico|fonts\.googleapis/);
  await operator.context.route(/fonts\.googleapis/, (route) =>
    route.fulfill({ contentType: "text/css", body: "" }),
  );
  await operator.open("/campaigns");
  await operator.isAt("Sign in");
  await operator.press(operator.link("Sign in with {0}", { 0: "社員アカウント" }));
  await signInThere(operator.page, name);
  return operator;
}

test("a member whose address the provider has proved comes in, to the page that was asked for", async () => {
  const operator = await comeFromThere("owner");
  await operator.isAt("Campaigns");
});

test("who is no member stays outside, and is told so", async () => {
  const operator = await comeFromThere("stranger");
  await operator.isAt("Sign in");
  await operator.page.getByRole("alert").waitFor();
  expect(new URL(operator.page.url()).searchParams.get("problem")).not.toBeNull();
});

test("an address that the provider has not proved opens nothing", async () => {
  const operator = await comeFromThere("unproved-owner");
  await operator.isAt("Sign in");
  await operator.page.getByRole("alert").waitFor();
});
