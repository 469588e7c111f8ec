/*
 * The snippet, readable. `npm run build` writes the minified form to dist/snippet.js.
 * Put it into <head>, with your write key and the address of your Kizukai:
 *
 *   <script nonce="…">…the snippet…
 *   kizukai.load("WRITE_KEY");</script>
 *
 * It makes one global, an array that queues calls until /tag.js arrives, and fetches /tag.js without holding up
 * the page. `load` also sends the first page view, unless the page calls `kizukai.page(…)` itself.
 */
((window, document, src) => {
  if (window.kizukai) return;
  const stub = [];
  window.kizukai = stub;
  for (const method of "load page track identify group alias reset on off ready consent optOut optIn signal".split(
    " ",
  )) {
    stub[method] = (...args) => {
      stub[stub.length] = [method, ...args];
      return stub;
    };
  }
  const own = document.currentScript;
  const script = document.createElement("script");
  script.async = true;
  try {
    // For pages with `require-trusted-types-for 'script'`; their CSP says `trusted-types kizukai kizukai-tag`.
    const policy = window.trustedTypes?.createPolicy("kizukai", { createScriptURL: (url) => url });
    script.src = policy ? policy.createScriptURL(src) : src;
  } catch {
    // The page does not want it.
  }
  if (own?.nonce) script.nonce = own.nonce;
  document.head.appendChild(script);
})(window, document, "/tag.js");
