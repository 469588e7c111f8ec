import { CATEGORY_KEYS, type Category, type CategoryKey } from "./types.js";

export const categories: readonly Category[] = [
  {
    key: "tableware",
    name: { ja: "器", en: "Tableware" },
    lead: { ja: "毎日の食卓で、いちばん手に取るもの。", en: "The pieces you reach for at every meal." },
    drawing: "riceBowl",
  },
  {
    key: "kitchen",
    name: { ja: "台所道具", en: "Kitchen" },
    lead: {
      ja: "手入れをしながら、長くつきあう道具。",
      en: "Tools that stay with you as you care for them.",
    },
    drawing: "saucepan",
  },
  {
    key: "cloth",
    name: { ja: "布もの", en: "Linen" },
    lead: { ja: "洗うたびに、やわらかくなる布。", en: "Cloth that grows softer with each wash." },
    drawing: "dishCloths",
  },
  {
    key: "wear",
    name: { ja: "服", en: "Clothing" },
    lead: { ja: "家でも外でも、気負わず着られる服。", en: "Easy clothes, at home and outside." },
    drawing: "shirt",
  },
  {
    key: "shoes",
    name: { ja: "靴", en: "Shoes" },
    lead: { ja: "歩く日も、くつろぐ日も。", en: "For walking days and quiet days." },
    drawing: "slipOn",
  },
  {
    key: "bags",
    name: { ja: "鞄・小物", en: "Bags" },
    lead: { ja: "使うほどに、持ち主の色になるもの。", en: "They take on the colour of their owner." },
    drawing: "tote",
  },
  {
    key: "room",
    name: { ja: "部屋のもの", en: "Home" },
    lead: { ja: "部屋に、ひと息つける場所を。", en: "A small place to rest in the room." },
    drawing: "vase",
  },
];

export function isCategoryKey(key: string | null): key is CategoryKey {
  return CATEGORY_KEYS.some((known) => known === key);
}

export function categoryOf(key: CategoryKey): Category {
  const found = categories.find((category) => category.key === key);
  if (!found) throw new Error(`category ${key} has no entry`);
  return found;
}
