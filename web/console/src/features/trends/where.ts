// The conditions of a question, as the address and the API write them: `{"properties.category": ["tops", "knit"]}`. Pure.

export interface Condition {
  field: string;
  /** It holds for an event that has one of these; null is "without a value". */
  values: (string | null)[];
}

const isValue = (value: unknown): value is string | number | boolean | null =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

/** What stands in the address; null where it cannot be read. */
export function conditionsOf(where: string | null): Condition[] | null {
  if (where === null) return [];
  const read = parsed(where);
  if (typeof read !== "object" || read === null || Array.isArray(read)) return null;
  const conditions: Condition[] = [];
  for (const [field, written] of Object.entries(read)) {
    const values: unknown[] = Array.isArray(written) ? written : [written];
    if (!values.every(isValue)) return null;
    conditions.push({ field, values: values.map((value) => (value === null ? null : String(value))) });
  }
  return conditions;
}

function parsed(where: string): unknown {
  try {
    return JSON.parse(where);
  } catch {
    return null;
  }
}

/** What the address is to say; a condition without values asks for nothing. */
export function whereOf(conditions: readonly Condition[]): string | undefined {
  const asked = conditions.filter(({ values }) => values.length > 0);
  if (asked.length === 0) return undefined;
  return JSON.stringify(Object.fromEntries(asked.map(({ field, values }) => [field, values])));
}

/** The conditions with other values for one field; a field that is new stands last. */
export function withValues(
  conditions: readonly Condition[],
  field: string,
  values: Condition["values"],
): Condition[] {
  const isKnown = conditions.some((one) => one.field === field);
  const changed = conditions.map((one) => (one.field === field ? { field, values } : one));
  return isKnown ? changed : [...changed, { field, values }];
}

/** Properties belong to one event; where a visitor came from and the like belong to all. */
export const ofEveryEvent = (conditions: readonly Condition[]): Condition[] =>
  conditions.filter(({ field }) => !field.startsWith("properties."));
