// A visitor to try a message on: with values that the shop's own visitors have, else with invented ones.

const INVENTED: Record<string, string> = {
  name: "山田 花子",
  first_name: "花子",
  firstName: "花子",
  last_name: "山田",
  lastName: "山田",
  points: "1,200",
  rank: "ゴールド",
  coupon: "SAMPLE-500",
};

export function sampleOf(
  name: string,
  traits: readonly { name: string; values: readonly unknown[] }[] = [],
): string {
  const value = traits.find((trait) => trait.name === name)?.values[0];
  if (typeof value === "string" || typeof value === "number") return String(value);
  return INVENTED[name] ?? "見本";
}
