import { expect, test } from "vitest";
import { element, html } from "../src/html.js";

test("values are text", () => {
  const typed = `<img src=x onerror="alert(1)">&'`;
  expect(html`<p title="${typed}">${typed}</p>`.text).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;">&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;</p>',
  );
});

test("markup inside markup stays markup, lists are joined, nothing leaves nothing", () => {
  expect(html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}${null}${false}</ul>`.text).toBe(
    "<ul><li>1</li><li>2</li></ul>",
  );
});

test("one element comes out of markup", () => {
  expect(element(html`  <li class="row">${"a"}</li>`).className).toBe("row");
});
