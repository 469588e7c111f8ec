// A step of a scenario that speaks, as its text stands. It may be unfinished. What this folder has no form for stays as it is.

export type Format = "modal" | "corner" | "bar" | "toast" | "inline" | "fullscreen";
export type Answer = "single" | "multiple" | "text" | "rating" | "form";

/** The same in every language, or one for each. */
export type Text = string | Readonly<Record<string, string>>;

export interface Choice {
  readonly key: string;
  readonly label: Text;
  readonly next?: string;
  readonly href?: string;
}

export interface Picture {
  readonly src: string;
  readonly alt?: Text;
  readonly width?: number;
  readonly height?: number;
}

export interface Film {
  readonly src: string;
  readonly poster?: string;
  readonly alt?: Text;
  readonly captions?: { readonly src: string; readonly lang: string; readonly label: Text };
}

export interface Coupon {
  readonly code: Text;
  readonly label?: Text;
  readonly copied?: Text;
  readonly note?: Text;
}

export interface Countdown {
  readonly until?: string;
  readonly label?: Text;
  readonly ended?: Text;
}

export type FieldKind = "text" | "email" | "tel" | "number" | "textarea" | "select" | "checkbox";

export interface Option {
  readonly key: string;
  readonly label: Text;
}

export interface FormField {
  readonly key: string;
  readonly type?: FieldKind;
  readonly label?: Text;
  readonly placeholder?: Text;
  readonly help?: Text;
  readonly required?: boolean;
  readonly max_length?: number;
  readonly min?: number;
  readonly max?: number;
  readonly autocomplete?: string;
  readonly options?: readonly Option[];
}

export interface Rewrite {
  readonly selector: string;
  readonly text?: Text;
  readonly image?: Picture;
  readonly href?: string;
  readonly order?: readonly string[];
}

export interface OwnTheme {
  readonly preset?: string;
  readonly accent?: string;
  readonly surface?: string;
  readonly text?: string;
  readonly radius?: number;
  readonly density?: number;
}
export type Theme = string | OwnTheme;

export interface Step {
  readonly type: "message" | "question";
  readonly format: Format;
  readonly title?: Text;
  readonly body?: Text;
  readonly image?: Picture;
  readonly video?: Film;
  readonly coupon?: Coupon;
  readonly countdown?: Countdown;
  readonly choices?: readonly Choice[];
  readonly answer?: Answer;
  readonly fields?: readonly FormField[];
  readonly max?: number;
  readonly placeholder?: Text;
  readonly submit?: Text;
  readonly next?: string;
  readonly on_close?: string;
  readonly duration?: string;
  readonly selector?: string;
  readonly position?: "append" | "prepend" | "before" | "after";
  readonly rewrite?: readonly Rewrite[];
  readonly theme?: Theme;
  readonly private?: boolean;
  readonly save_as?: string;
  readonly [more: string]: unknown;
}

/** The same with another value in one place; without the place where there is none. */
export function put<T extends object, K extends keyof T>(of: T, name: K, value: T[K] | undefined): T {
  if (value !== undefined) return { ...of, [name]: value };
  const { [name]: _, ...others } = of;
  return others as T;
}

/** The same list with another one, or without it. */
export const putAt = <T>(list: readonly T[], at: number, value: T | undefined): T[] =>
  value === undefined ? list.filter((_, n) => n !== at) : list.map((one, n) => (n === at ? value : one));

export function move<T>(list: readonly T[], from: number, to: number): T[] {
  const others = list.filter((_, n) => n !== from);
  return [...others.slice(0, to), ...list.slice(from, from + 1), ...others.slice(to)];
}

/** No list rather than an empty one. */
export const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);
