/**
 * A page and a pretended server to look at the tag with, on the loopback only: `npm run dev`, then
 * http://127.0.0.1:8790/?show=corner (or any other name in shows.mjs, or hesitation); `&scheme=dark`, `&lang=ar`.
 * Everything is served under a strict CSP with a nonce.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { SHOWS } from "./shows.mjs";

const NONCE = "ZGV2LW5vbmNl";
const CSP = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'`;
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9dfd2"/><path d="M90 140V66l34-18 16 12h40l16-12 34 18v74z" fill="#fbf7f0" stroke="#b9a78e" stroke-width="2"/></svg>`;

const file = (path) => readFile(new URL(path, import.meta.url), "utf8");

/** What the pretended server answers: shows by the page's `?show=`, the next step after an answer. */
export function decide({ anonymousId, events, context }) {
  const wanted = new URLSearchParams(context?.page?.search ?? "").get("show") ?? "";
  const signals = ["dwell", "scroll", "exit_intent", "hesitation"];
  const response = {
    anonymousId,
    verdicts: events.map(({ messageId }) => ({ messageId, verdict: "ok" })),
    show: [],
    armed: wanted === "hesitation" ? signals.map((signal) => ({ campaign: signal, signal, params: {} })) : [],
    close: [],
    next_check_ms: null,
  };
  const show = (name, step, shown) =>
    response.show.push({ campaign: name, arm: "a", enrolment: `e-${name}`, step, resumed: false, ...shown });
  for (const { type, name, enrolment, step } of events) {
    if (type === "page" && SHOWS[wanted]) show(wanted, "first", SHOWS[wanted]);
    if (type === "signal" && name === "hesitation") show("corner", "first", SHOWS.corner);
    const next = SHOWS[enrolment?.slice(2)]?.next;
    if (type === "answer" && step === "first" && next) show(enrolment.slice(2), "second", next);
  }
  return response;
}

async function respond(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const send = (type, body) => response.writeHead(200, { "Content-Type": type }).end(body);
  if (pathname === "/v1/decide") {
    let body = "";
    for await (const chunk of request) body += chunk;
    return send("application/json", JSON.stringify(decide(JSON.parse(body))));
  }
  if (/^\/tag(\/[a-z_]+)?\.js$/.test(pathname))
    return send("text/javascript; charset=utf-8", await file(`../dist${pathname}`));
  if (pathname === "/favicon.ico") return response.writeHead(204).end();
  if (pathname === "/picture.svg") return send("image/svg+xml", PICTURE);
  if (pathname === "/care.webm")
    return send("video/webm", await readFile(new URL("care.webm", import.meta.url)));
  if (pathname !== "/") return response.writeHead(404).end();
  const language = new URL(request.url, "http://localhost").searchParams.get("lang") ?? "ja";
  const html = `<html lang="${language === "ar" ? 'ar" dir="rtl' : "ja"}">`;
  const page = (await file("page.html")).replaceAll("__NONCE__", NONCE).replace('<html lang="ja">', html);
  response.setHeader("Content-Security-Policy", CSP);
  return send("text/html; charset=utf-8", page.replace("/*SNIPPET*/", await file("../dist/snippet.js")));
}

export function startServer(port) {
  const server = createServer((request, response) => {
    respond(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const server = await startServer(8790);
  console.log(`http://127.0.0.1:${server.address().port}/?show=corner`);
}
