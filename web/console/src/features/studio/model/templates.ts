// Ready campaigns to begin with, in the order of a shop clerk's day: greet, notice, ask, reassure, thank; and one that tells
// everybody. Each can be published as it is, and is meant to be rewritten in the shop's own words.

import { type Language, phrasesIn } from "./fresh";
import type { Text } from "./text";

export interface Template {
  key: string;
  name: string;
  /** What it is good for, in one sentence. */
  about: string;
  text: Text;
}

interface Words {
  name: string;
  about: string;
  [part: string]: string;
}

interface Ready {
  key: string;
  words: Record<Language, Words>;
  make: (say: (part: string) => string) => Text;
}

const order = { event: "Order Completed", within: "7d", value: "properties.revenue" };
const corner = (title: string, body: string, choices: object[], more: object = {}) => ({
  type: "message",
  format: "corner",
  title,
  body,
  choices,
  ...more,
});
const choice = (key: string, label: string, next = "end") => ({ key, label, next });

const READY: readonly Ready[] = [
  {
    key: "cart-worries",
    words: {
      ja: {
        name: "カートでの不安を解消",
        about: "カートで手が止まった方に、ひとこと尋ねて、送料や返品にその場で答えます。",
        ask: "お困りですか",
        askBody: "気がかりなことがあれば、ひとことでお答えします。",
        shipping: "送料について",
        shippingBody: "（例）全国一律 550円、5,500円以上で無料です。",
        returns: "返品について",
        returnsBody: "（例）お届けから30日以内、お使いになる前でしたら返品できます。",
      },
      en: {
        name: "Worries in the cart",
        about: "Asks who pauses in the cart, and answers about shipping and returns at once.",
        ask: "Can I help you?",
        askBody: "If anything is unclear, I will keep it short.",
        shipping: "About shipping",
        shippingBody: "(Example) ¥550 anywhere in Japan, free from ¥5,500.",
        returns: "About returns",
        returnsBody: "(Example) Unused things may come back within 30 days.",
      },
    },
    make: (say) => ({
      audience: { "cart.quantity": { $gt: 0 } },
      trigger: {
        on: "signal",
        name: "hesitation",
        params: { score: 60 },
        where: { "page.path": { $regex: "^/cart" } },
      },
      arms: [
        {
          key: "ask",
          scenario: {
            start: "ask",
            steps: {
              ask: corner(say("ask"), say("askBody"), [
                choice("shipping", say("shipping"), "shipping"),
                choice("returns", say("returns"), "returns"),
                choice("none", say("decline")),
              ]),
              shipping: corner(say("shipping"), say("shippingBody"), [choice("ok", say("understood"))]),
              returns: corner(say("returns"), say("returnsBody"), [choice("ok", say("understood"))]),
            },
          },
        },
      ],
      control: 20,
      goal: order,
      caps: [{ max: 1, per: "24h" }],
      priority: 30,
      tags: ["theory"],
    }),
  },
  {
    key: "cart-left",
    words: {
      ja: {
        name: "カートに入れたまま",
        about:
          "カートに入れて10分たっても迷っている方に、ひとことお声がけします。買った方、戻した方には届けません。",
        ask: "カートの品、お迷いですか",
        askBody: "気がかりなことがあれば、お答えします。",
        cart: "カートを見る",
        help: "聞きたいことがある",
        helpTitle: "よくいただくご質問",
        helpBody: "（例）送料は全国一律 550円です。お届けから30日以内でしたら返品できます。",
      },
      en: {
        name: "Left in the cart",
        about:
          "Has a word with who is still undecided ten minutes after putting something into the cart. Who bought it or put it back hears nothing.",
        ask: "Still thinking about what is in your cart?",
        askBody: "If anything is unclear, I am happy to answer.",
        cart: "To the cart",
        help: "I have a question",
        helpTitle: "What people often ask",
        helpBody: "(Example) Shipping is ¥550 anywhere in Japan. Things may come back within 30 days.",
      },
    },
    make: (say) => ({
      audience: { "cart.quantity": { $gt: 0 } },
      trigger: { on: "event", name: "Product Added", after: "10m" },
      arms: [
        {
          key: "ask",
          scenario: {
            start: "ask",
            steps: {
              ask: corner(say("ask"), say("askBody"), [
                { ...choice("cart", say("cart")), href: "/cart" },
                choice("help", say("help"), "help"),
                choice("none", say("decline")),
              ]),
              help: corner(say("helpTitle"), say("helpBody"), [choice("ok", say("understood"))]),
            },
          },
        },
      ],
      control: 20,
      goal: order,
      caps: [{ max: 1, per: "24h" }],
      exit: { "cart.quantity": 0 },
      priority: 25,
      tags: ["theory"],
    }),
  },
  {
    key: "gift-question",
    words: {
      ja: {
        name: "贈りものかを尋ねる",
        about: "商品をじっくり見ている方に用途を尋ね、答えを覚えて、包装をご案内します。",
        ask: "贈りものをお探しですか",
        gift: "贈りもの",
        home: "自分の家で使う",
        giftTitle: "お包みいたします",
        giftBody: "（例）お会計の画面で「贈りもの用」をお選びください。",
      },
      en: {
        name: "Is it a gift?",
        about:
          "Asks who looks at a product closely what it is for, remembers the answer and offers wrapping.",
        ask: "Are you looking for a gift?",
        gift: "Yes, a gift",
        home: "For my own home",
        giftTitle: "We wrap it for you",
        giftBody: "(Example) Choose “as a gift” at checkout.",
      },
    },
    make: (say) => ({
      audience: { "traits.purpose": { $exists: false } },
      trigger: {
        on: "signal",
        name: "dwell",
        params: { seconds: 15 },
        where: { "page.path": { $regex: "^/products/" } },
      },
      arms: [
        {
          key: "ask",
          scenario: {
            start: "ask",
            steps: {
              ask: {
                type: "question",
                answer: "single",
                format: "corner",
                title: say("ask"),
                save_as: "purpose",
                choices: [
                  choice("gift", say("gift"), "gift"),
                  choice("home", say("home")),
                  choice("none", say("decline")),
                ],
              },
              gift: corner(say("giftTitle"), say("giftBody"), [choice("ok", say("understood"))]),
            },
          },
        },
      ],
      control: 20,
      goal: { event: "Product Added", within: "1d" },
      caps: [{ max: 1, per: "visit" }],
      priority: 15,
      tags: ["theory"],
    }),
  },
  {
    key: "search-help",
    words: {
      ja: {
        name: "探しもののお手伝い",
        about: "検索で何も見つからなかった方に尋ね、店が何を仕入れるべきかも分かります。",
        ask: "何をお探しですか",
        hint: "例: 一人用の小さな鉄瓶",
        thanks: "ありがとうございます",
        thanksBody: "仕入れの担当に伝えます。",
      },
      en: {
        name: "Help with searching",
        about: "Asks who searched and found nothing, and tells the shop what to stock.",
        ask: "What are you looking for?",
        hint: "e.g. a small iron kettle",
        thanks: "Thank you",
        thanksBody: "I will pass it on.",
      },
    },
    make: (say) => ({
      trigger: { on: "signal", name: "search_no_results" },
      arms: [
        {
          key: "ask",
          scenario: {
            start: "ask",
            steps: {
              ask: {
                type: "question",
                answer: "text",
                format: "corner",
                title: say("ask"),
                placeholder: say("hint"),
                submit: say("send"),
                save_as: "wished_for",
                next: "thanks",
              },
              thanks: corner(say("thanks"), say("thanksBody"), [choice("ok", say("close"))]),
            },
          },
        },
      ],
      control: 10,
      goal: { event: "Product Viewed", within: "1h" },
      caps: [{ max: 2, per: "visit" }],
      priority: 20,
    }),
  },
  {
    key: "welcome-back",
    words: {
      ja: {
        name: "おかえりなさい",
        about: "二度目からの方を、そのように迎えます。閉じた方には二度と出しません。",
        hello: "またお越しくださいましたね",
        helloBody: "前回ご覧になった品は、そのままの棚にあります。",
        all: "すべての品を見る",
      },
      en: {
        name: "Welcome back",
        about: "Meets who has been here before as such. Who closes it never sees it again.",
        hello: "Good to see you again",
        helloBody: "What you looked at last time is still on its shelf.",
        all: "See all products",
      },
    },
    make: (say) => ({
      audience: { "visit.count": { $gte: 2 } },
      trigger: { on: "signal", name: "page_view", where: { "page.path": "/" } },
      arms: [
        {
          key: "hello",
          scenario: {
            start: "hello",
            steps: {
              hello: corner(say("hello"), say("helloBody"), [
                { ...choice("all", say("all")), href: "/products" },
                choice("none", say("decline")),
              ]),
            },
          },
        },
      ],
      control: 20,
      goal: { ...order, within: "14d" },
      caps: [{ max: 1, per: "visit" }],
      stop: ["closed"],
      priority: 5,
    }),
  },
  {
    key: "before-leaving",
    words: {
      ja: {
        name: "お帰りの前に",
        about: "離れようとした方を引き止めずに、気がかりを一つだけ伺います。定石に逆らう声かけです。",
        ask: "気がかりはありましたか",
        returns: "返品できますか",
        returnsBody: "（例）お届けから30日以内、お使いになる前でしたら、理由はお尋ねしません。",
        decline: "また来ます",
      },
      en: {
        name: "Before leaving",
        about: "Holds nobody back, and asks who is about to leave what was unclear. Goes against the theory.",
        ask: "Was anything unclear?",
        returns: "May I return it?",
        returnsBody: "(Example) Within 30 days and unused, no questions asked.",
        decline: "I will come back",
      },
    },
    make: (say) => ({
      trigger: { on: "signal", name: "exit_intent", where: { "page.path": { $regex: "^/products/." } } },
      arms: [
        {
          key: "ask",
          scenario: {
            start: "ask",
            steps: {
              ask: {
                type: "message",
                format: "corner",
                title: say("ask"),
                choices: [choice("returns", say("returns"), "returns"), choice("none", say("decline"))],
              },
              returns: corner(say("returns"), say("returnsBody"), [choice("ok", say("understood"))]),
            },
          },
        },
      ],
      control: 20,
      goal: order,
      caps: [{ max: 1, per: "visit" }],
      priority: 12,
      tags: ["counter-theory"],
    }),
  },
  {
    key: "after-order",
    words: {
      ja: {
        name: "注文後のひとつの質問",
        about: "ご注文のあとに満足度を伺い、ご不満の方にだけ、足りなかったことを尋ねます。",
        rate: "お買いものはいかがでしたか",
        rateBody: "1 がご不満、5 がご満足です。",
        missing: "足りなかったことを教えてください",
        thanks: "ありがとうございました",
        thanksBody: "いただいた声は、店の全員で読みます。",
      },
      en: {
        name: "One question after the order",
        about: "Asks how it was, and only who was not content what was missing.",
        rate: "How was shopping with us?",
        rateBody: "1 is poor, 5 is very good.",
        missing: "What was missing?",
        thanks: "Thank you",
        thanksBody: "Everybody in the shop reads what you wrote.",
      },
    },
    make: (say) => ({
      trigger: { on: "event", name: "Order Completed" },
      arms: [
        {
          key: "ask",
          scenario: {
            start: "rating",
            steps: {
              rating: {
                type: "question",
                answer: "rating",
                max: 5,
                format: "corner",
                title: say("rate"),
                body: say("rateBody"),
                submit: say("send"),
                save_as: "shopping_rating",
                next: "sort",
              },
              sort: {
                type: "branch",
                cases: [{ when: { "traits.shopping_rating": { $lte: 3 } }, next: "missing" }],
                else: "thanks",
              },
              missing: {
                type: "question",
                answer: "text",
                format: "corner",
                title: say("missing"),
                submit: say("send"),
                next: "thanks",
              },
              thanks: corner(say("thanks"), say("thanksBody"), [choice("ok", say("close"))]),
            },
          },
        },
      ],
      control: 0,
      caps: [{ max: 1, per: "30d" }],
      priority: 40,
    }),
  },
  {
    key: "notice",
    words: {
      ja: {
        name: "お知らせ",
        about: "休業日や配送の変更などを、画面の端の帯で全員に一度だけ伝えます。",
        body: "（例）12月29日から1月3日まで、発送をお休みします。",
      },
      en: {
        name: "A notice for everybody",
        about: "Tells everybody once, in a bar along the edge: holidays, delays, changes.",
        body: "(Example) Nothing leaves from 29 December to 3 January.",
      },
    },
    make: (say) => ({
      trigger: { on: "signal", name: "page_view" },
      arms: [
        {
          key: "notice",
          scenario: {
            start: "notice",
            steps: {
              notice: {
                type: "message",
                format: "bar",
                body: say("body"),
                choices: [choice("ok", say("understood"))],
              },
            },
          },
        },
      ],
      control: 0,
      caps: [{ max: 1, per: "7d" }],
      stop: ["closed", "answered"],
    }),
  },
];

/** Told about in the member's language, written in the shop's. */
export const templates = (member: Language, shop: Language): Template[] =>
  READY.map(({ key, words, make }) => {
    const { name, about } = words[member];
    const said: Readonly<Record<string, string>> = { ...phrasesIn(shop), ...words[shop] };
    return { key, name, about, text: make((part) => said[part] ?? part) };
  });

/** A text under another key and name, for a new campaign: a draft that nobody has published. */
export const begunFrom = (text: Text, key: string, name: string): Text => {
  const { kind: _kind, key: _key, name: _name, status: _status, ...rest } = text;
  return { kind: "campaign", key, name, status: "draft", ...rest };
};
