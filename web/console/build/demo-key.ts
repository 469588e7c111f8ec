// While developing with DEMO_KEY=1: pages work without signing in. What the browser asks is passed on with the API key of
// `kizukai demo`, and the question who is signed in is answered here: an owner of the demo's shop. Never part of a build.

import type { Plugin, ProxyOptions } from "vite";

interface DemoConfig {
  apiKey: string;
  writeKey: string;
}

const permissions = [
  "view",
  "people",
  "export",
  "traits",
  "publish",
  "audit",
  "erase",
  "settings",
  "members",
];

const session = (writeKey: string) => ({
  member: {
    id: 1,
    email: "demo@kizukai.example",
    name: "Demo",
    locale: null,
    totp: false,
    has_password: true,
  },
  sites: [
    {
      id: "demo",
      name: "Orifushi",
      role: "owner",
      permissions,
      write_key: writeKey,
      timezone: "Asia/Tokyo",
      currency: "JPY",
      locale: "ja",
    },
  ],
  csrf: "demo",
  expires_at: "2099-01-01T00:00:00Z",
  may_create_sites: false,
});

const configOf = async (kizukai: string): Promise<DemoConfig> =>
  (await fetch(`${kizukai}/demo/config.json`)).json() as Promise<DemoConfig>;

export function demoSession(kizukai: string): Plugin {
  return {
    name: "kizukai-demo-session",
    configureServer(server) {
      if (!process.env.DEMO_KEY) return;
      server.middlewares.use("/api/session", (request, answer, next) => {
        if (request.url !== "/") return next();
        configOf(kizukai)
          .then(({ writeKey }) =>
            answer.setHeader("content-type", "application/json").end(JSON.stringify(session(writeKey))),
          )
          .catch(next);
      });
    },
  };
}

export function demoKey(kizukai: string): NonNullable<ProxyOptions["configure"]> {
  if (!process.env.DEMO_KEY) return () => {};
  let authorization = "";
  configOf(kizukai).then(
    ({ apiKey }) => {
      authorization = `Bearer ${apiKey}`;
    },
    (reason) => console.error(`no API key from ${kizukai}/demo/config.json: ${reason}`),
  );
  return (proxy) => {
    proxy.on("proxyReq", (request) => {
      if (authorization) request.setHeader("authorization", authorization);
    });
  };
}
