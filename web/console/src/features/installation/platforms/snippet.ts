/**
 * The snippet of web/tag, ready to paste. A test compares `QUEUE` with the one in the README, which is itself compared
 * with what the tag's build makes.
 */

/** How the tag is addressed, and for whom. */
export interface Address {
  /** Origin of Kizukai without a slash at the end. */
  origin: string;
  writeKey: string;
}

/** The minified queue of web/tag/dist/snippet.js without its last argument, the address of the tag. */
export const QUEUE =
  '((n,r,a)=>{if(n.kizukai)return;const t=[];n.kizukai=t;for(const e of"load page track identify group alias reset on off ready consent optOut optIn signal".split(" "))t[e]=(...i)=>(t[t.length]=[e,...i],t);const o=r.currentScript,c=r.createElement("script");c.async=!0;try{const e=n.trustedTypes?.createPolicy("kizukai",{createScriptURL:i=>i});c.src=e?e.createScriptURL(a):a}catch{}o?.nonce&&(c.nonce=o.nonce),r.head.appendChild(c)})';

/** The queue for a place that takes nothing newer than ES5, such as Google Tag Manager. */
const OLD_QUEUE = `(function (window, document, src) {
  if (window.kizukai) return;
  var queue = window.kizukai = [];
  "load page track identify group alias reset on off ready consent optOut optIn signal".split(" ").forEach(function (call) {
    queue[call] = function () { queue[queue.length] = [call].concat([].slice.call(arguments)); return queue; };
  });
  var script = document.createElement("script");
  script.async = true;
  script.src = src;
  document.head.appendChild(script);
})`;

/** A text as a JavaScript string that also stands safely inside `<script>`. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("<", "\\u003c");
}

/** What stands in every page: the queue, and the first call. `options` is JavaScript. */
export function snippet(address: Address, options = ""): string {
  return script(QUEUE, address, options);
}

/** The same in ES5. */
export function oldSnippet(address: Address, options = ""): string {
  return script(OLD_QUEUE, address, options);
}

function script(queue: string, { origin, writeKey }: Address, options: string): string {
  const more = options === "" ? "" : `, ${options}`;
  return `<script>
${queue}(window, document, ${quoted(`${origin}/tag.js`)});
kizukai.load(${quoted(writeKey)}${more});
</script>`;
}
