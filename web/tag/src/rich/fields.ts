/**
 * A form of several fields. What does not fit is said beside the field and once above, where the focus goes; from
 * there each line leads to its field. The server checks again and never trusts this.
 */
import type { AnswerPayload, Content, Field, FormValue } from "../core/wire.ts";
import type { Kit } from "../renderer/kit.ts";
import { type FieldControl, fieldControl } from "./field_control.ts";
import type { Asked } from "./form.ts";
import { problemOf, readValue } from "./validation.ts";
import type { RichWords } from "./words.ts";

interface Row {
  field: Field;
  control: FieldControl;
  problem: HTMLElement;
  node: HTMLElement;
}

export function buildFields(content: Content, labelId: string, kit: Kit, words: RichWords): Asked {
  const { element, button } = kit;
  const rows = (content.fields ?? []).map((field, at) => buildRow(field, at, kit, words));
  const summary = element("div", { class: "summary", role: "group", tabindex: -1, hidden: true });
  const several = element(
    "div",
    { class: "asked", role: "group", "aria-labelledby": labelId },
    summary,
    ...rows.map(({ node }) => node),
  );

  const check = ({ field, control, problem }: Row): string => {
    const text = problemOf(field, control.input, words);
    problem.textContent = text;
    if (text) control.input.setAttribute("aria-invalid", "true");
    else control.input.removeAttribute("aria-invalid");
    return text;
  };

  // Once told, a field is looked at again while it is corrected; never before it has been filled in.
  for (const row of rows) {
    row.control.input.addEventListener("input", () => {
      if (row.problem.textContent) check(row);
    });
  }

  return {
    node: several,
    read(): AnswerPayload | undefined {
      const wrong = rows.map((row) => ({ row, text: check(row) })).filter(({ text }) => text);
      summary.hidden = wrong.length === 0;
      summary.textContent = "";
      summary.append(
        element("p", { id: "summary" }, words.error_summary),
        ...wrong.map(({ row, text }) =>
          button({}, () => row.control.input.focus(), `${row.field.label}: ${text}`),
        ),
      );
      summary.setAttribute("aria-labelledby", "summary");
      if (wrong.length > 0) {
        summary.focus();
        return undefined;
      }
      const value: FormValue = {};
      for (const { field, control } of rows) value[field.key] = readValue(field, control.input);
      return { value };
    },
  };
}

function buildRow(field: Field, at: number, kit: Kit, words: RichWords): Row {
  const { element } = kit;
  const id = `field-${at}`;
  const help = field.help ? element("p", { class: "help", id: `${id}-help` }, field.help) : undefined;
  const problem = element("p", { class: "problem", id: `${id}-problem` });
  const described = [help?.id, problem.id].filter(Boolean).join(" ");
  const control = fieldControl(field, id, described, kit, words);
  const must = !!field.required && element("span", { class: "must", "aria-hidden": "true" }, words.must);
  const label = element("label", { for: id }, field.label, must);
  const node = control.besideLabel
    ? element(
        "div",
        { class: "field" },
        element("div", { class: "beside" }, control.node, label),
        help,
        problem,
      )
    : element("div", { class: "field" }, label, help, control.node, problem);
  return { field, control, problem, node };
}
