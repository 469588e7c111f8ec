import type { ChartKey, Text } from "./types.js";

export interface SizeChart {
  columns: readonly Text[];
  rows: readonly { size: string; values: readonly string[] }[];
  /** How to measure, one sentence. */
  note: Text;
}

const shoulder = { ja: "肩幅", en: "Shoulder" };
const chest = { ja: "身幅", en: "Chest" };
const length = { ja: "着丈", en: "Length" };
const sleeve = { ja: "袖丈", en: "Sleeve" };
const foot = { ja: "足の長さ", en: "Foot length" };
const width = { ja: "足囲の目安", en: "Girth" };
const laidFlat = {
  ja: "平らに置いて測った寸法です（cm）。お手持ちの服と比べてください。",
  en: "Measured lying flat, in cm. Compare with a garment you own.",
};

export const sizeCharts: Readonly<Record<ChartKey, SizeChart>> = {
  shirt: {
    columns: [shoulder, chest, length, sleeve],
    rows: [
      { size: "S", values: ["47", "54", "64", "22"] },
      { size: "M", values: ["49", "57", "67", "23"] },
      { size: "L", values: ["52", "61", "71", "25"] },
    ],
    note: laidFlat,
  },
  sweater: {
    columns: [shoulder, chest, length, sleeve],
    rows: [
      { size: "S", values: ["43", "50", "59", "56"] },
      { size: "M", values: ["46", "53", "62", "58"] },
      { size: "L", values: ["49", "57", "66", "61"] },
    ],
    note: laidFlat,
  },
  trousers: {
    columns: [
      { ja: "ウエスト", en: "Waist" },
      { ja: "ヒップ", en: "Hip" },
      { ja: "股下", en: "Inseam" },
      { ja: "裾幅", en: "Hem" },
    ],
    rows: [
      { size: "S", values: ["68–74", "100", "62", "26"] },
      { size: "M", values: ["74–80", "106", "65", "27"] },
      { size: "L", values: ["80–88", "113", "68", "29"] },
    ],
    note: laidFlat,
  },
  apron: {
    columns: [
      { ja: "身幅", en: "Width" },
      { ja: "丈", en: "Length" },
      { ja: "身長の目安", en: "Height" },
    ],
    rows: [
      { size: "M", values: ["72", "82", "150–168"] },
      { size: "L", values: ["80", "92", "166–185"] },
    ],
    note: {
      ja: "首ひもは 10 cm ほど調節できます（cm）。",
      en: "The neck strap adjusts by about 10 cm. All in cm.",
    },
  },
  socks: {
    columns: [foot, { ja: "丈", en: "Height" }],
    rows: [
      { size: "22–24", values: ["22–24", "19"] },
      { size: "24–26", values: ["24–26", "21"] },
      { size: "26–28", values: ["26–28", "23"] },
    ],
    note: {
      ja: "迷ったら大きいほうをお選びください（cm）。",
      en: "If in doubt take the larger one. All in cm.",
    },
  },
  shoes: {
    columns: [foot, width],
    rows: [
      { size: "23.0", values: ["22.5–23.0", "22.5"] },
      { size: "24.0", values: ["23.5–24.0", "23.4"] },
      { size: "25.0", values: ["24.5–25.0", "24.3"] },
      { size: "26.0", values: ["25.5–26.0", "25.2"] },
      { size: "27.0", values: ["26.5–27.0", "26.1"] },
    ],
    note: {
      ja: "夕方、立った姿勢でかかとから一番長い指先までを測ってください（cm）。",
      en: "Measure in the evening, standing, from the heel to the longest toe. All in cm.",
    },
  },
  roomShoes: {
    columns: [foot, { ja: "普段の靴", en: "Usual shoe size" }],
    rows: [
      { size: "S", values: ["22.0–23.5", "22.5–23.5"] },
      { size: "M", values: ["23.5–25.0", "24.0–25.0"] },
      { size: "L", values: ["25.0–27.0", "25.5–27.0"] },
    ],
    note: {
      ja: "厚手の靴下で履くなら、ひとつ大きいほうを（cm）。",
      en: "With thick socks take one size up. All in cm.",
    },
  },
};
