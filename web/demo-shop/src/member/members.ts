import type { Text } from "../catalogue/types.js";
import { forget, readJson, writeJson } from "../storage.js";

export interface Member {
  /** The user id; members.csv gives rank and points for it. */
  id: string;
  name: Text;
  rank: Text;
  /** One line on the login page. */
  note: Text;
}

/** The four people one can be in this shop. Their rank comes from members.csv, never from the browser. */
export const members: readonly Member[] = [
  {
    id: "m-1001",
    name: { ja: "佐藤 美緒", en: "Mio Sato" },
    rank: { ja: "ゴールド会員", en: "Gold member" },
    note: {
      ja: "器が好き。お買いもの 14 回、2,480 ポイント。",
      en: "Loves tableware. 14 orders, 2,480 points.",
    },
  },
  {
    id: "m-1002",
    name: { ja: "高橋 直樹", en: "Naoki Takahashi" },
    rank: { ja: "シルバー会員", en: "Silver member" },
    note: {
      ja: "台所道具をすこしずつ。5 回、860 ポイント。",
      en: "Collects kitchen tools. 5 orders, 860 points.",
    },
  },
  {
    id: "m-1003",
    name: { ja: "鈴木 千佳", en: "Chika Suzuki" },
    rank: { ja: "レギュラー会員", en: "Regular member" },
    note: { ja: "去年の冬に一度。120 ポイント。", en: "Bought once last winter. 120 points." },
  },
  {
    id: "m-1004",
    name: { ja: "伊藤 陽", en: "Haru Ito" },
    rank: { ja: "はじめての方", en: "First-timer" },
    note: {
      ja: "昨日登録したばかり。お買いものはこれから。",
      en: "Signed up yesterday, has not bought yet.",
    },
  },
];

const MEMBER_KEY = "orifushi_member";

export function currentMember(): Member | null {
  const id = readJson<string | null>("local", MEMBER_KEY, null);
  return members.find((member) => member.id === id) ?? null;
}

export const signIn = (member: Member): void => writeJson("local", MEMBER_KEY, member.id);
export const signOut = (): void => forget("local", MEMBER_KEY);
