/**
 * The live list, newest on top. Rows stand at `top: 0` and are moved by transforms, so that a new row pushes the
 * others down without a layout shift, and smoothly where motion is welcome.
 */
import { element, html } from "../html.js";
import { language } from "../i18n/lang.js";
import type { HistoryRow } from "./api.js";
import { describe, type Said } from "./wording.js";

const ROW_LIMIT = 120;

const clock = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

function rowElement(row: HistoryRow, said: Said): HTMLLIElement {
  const at = new Date(row.timestamp);
  const time = Number.isNaN(at.getTime()) ? "" : clock.format(at);
  return element<HTMLLIElement>(
    html`<li class="row row-${said.kind}">
      <time datetime="${row.timestamp}">${time}</time>
      <div><p class="row-title">${said.title}</p>${said.detail ? html`<p class="row-detail">${said.detail}</p>` : null}</div>
    </li>`,
  );
}

export interface RecordList {
  /** Rows in any order; those already there are left out. */
  add(rows: readonly HistoryRow[]): void;
}

export function recordList(list: HTMLElement, onFirst: () => void): RecordList {
  const shown = new Set<string>();
  const names = new Map<string, string>();
  let rows: { row: HistoryRow; node: HTMLLIElement }[] = [];

  const layOut = (): void => {
    let offset = 0;
    // Read all heights first, then write: one layout instead of one a row.
    const heights = rows.map(({ node }) => node.offsetHeight);
    rows.forEach(({ node }, index) => {
      node.style.transform = `translateY(${offset}px)`;
      offset += heights[index] ?? 0;
    });
    list.style.height = `${offset}px`;
  };
  new ResizeObserver(layOut).observe(list.parentElement ?? list);

  const learn = ({ type, properties }: HistoryRow): void => {
    const { enrolment, campaign } = properties ?? {};
    if (type === "decision" && typeof enrolment === "string" && typeof campaign === "string")
      names.set(enrolment, campaign);
  };

  return {
    add(incoming) {
      const fresh = incoming.filter((row) => !shown.has(row.messageId));
      for (const row of fresh) learn(row);
      for (const row of fresh) {
        shown.add(row.messageId);
        const said = describe(row, names);
        if (said) rows.push({ row, node: rowElement(row, said) });
      }
      if (rows.length === 0) return;
      onFirst();
      rows = rows.map((entry, order) => ({ ...entry, order })).sort(newestFirst);
      for (const { node } of rows.splice(ROW_LIMIT)) node.remove();
      rows.forEach(({ node }, index) => {
        if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
      });
      layOut();
    },
  };
}

/** By time; a decision follows the event that caused it, so at the same moment it stands above. */
function newestFirst(a: { row: HistoryRow; order: number }, b: { row: HistoryRow; order: number }): number {
  const byTime = Date.parse(b.row.timestamp) - Date.parse(a.row.timestamp);
  if (byTime) return byTime;
  const rank = ({ row }: { row: HistoryRow }) => (row.type === "decision" ? 0 : 1);
  return rank(a) - rank(b) || a.order - b.order;
}
