import type { Text } from "../catalogue/types.js";

export interface Recipe {
  /** Index into the three stages. */
  stage: 0 | 1 | 2;
  campaign: string;
  title: Text;
  how: Text;
  why: Text;
  button: Text;
  href: string;
  /** Put into the cart before going there, unless the cart holds something. */
  put?: string;
}

export const recipes: readonly Recipe[] = [
  {
    stage: 0,
    campaign: "shipping-days",
    title: { ja: "お知らせを読む", en: "Read a notice" },
    how: { ja: "トップページを開くだけです。", en: "Just open the top page." },
    why: {
      ja: "ページの中に置くお知らせです。割り込む枠を使わないので、店員の声かけの邪魔をしません。",
      en: "It stands inside the page and takes no interrupting slot, so it never silences the clerk.",
    },
    button: { ja: "トップを開く", en: "Open the top page" },
    href: "/",
  },
  {
    stage: 1,
    campaign: "cart-shipping",
    title: { ja: "カートで送料に迷う", en: "Hesitate in the cart" },
    how: {
      ja: "金額の上にカーソルを一秒ほど置き、そのまま手を止めて八秒待ちます。スマートフォンでは、上下に二度ほど動かしてから手を止めてください。",
      en: "Rest the pointer on a price for a second, then keep still for eight. On a phone scroll up and down twice, then wait.",
    },
    why: {
      ja: "行きつ戻りつと、手の止まり方から迷いの度合いを測り、60 を超えたら一度だけ尋ねます。答えると次の一言に進み、別のタブでも続きから話せます。",
      en: "Wavering and pausing add up to a score; above 60 it asks once. Your answer leads to a second step, in other tabs too.",
    },
    button: { ja: "飯碗を入れてカートへ", en: "Put in a bowl, open the cart" },
    href: "/cart",
    put: "kohiki-rice-bowl",
  },
  {
    stage: 1,
    campaign: "size-help",
    title: { ja: "サイズを見比べる", en: "Compare sizes" },
    how: { ja: "S、M、L と三回サイズを選び替えます。", en: "Change the size three times: S, M, L." },
    why: {
      ja: "十分以内の三度目の選び替えで、その場で気づきます。数えるのも決めるのも、同じ一歩の中です。",
      en: "The third change within ten minutes is noticed on the spot: counting and deciding are one step.",
    },
    button: { ja: "シャツを見る", en: "See the shirt" },
    href: "/products/linen-shirt",
  },
  {
    stage: 1,
    campaign: "search-help",
    title: { ja: "ない品を探す", en: "Search for what is not there" },
    how: {
      ja: "「鉄瓶」を探します。この店にはありません。",
      en: "Search for a 「鉄瓶」 (an iron kettle). This shop has none.",
    },
    why: {
      ja: "検索の結果が 0 件だったという出来事がきっかけです。言葉で尋ねることもできます。",
      en: "The event that a search found nothing is the trigger. You can also answer in your own words.",
    },
    button: { ja: "探してみる", en: "Search" },
    href: "/search?q=鉄瓶",
  },
  {
    stage: 1,
    campaign: "tableware-care",
    title: { ja: "器を三つ見る", en: "Look at three pieces of tableware" },
    how: {
      ja: "器のページを三つ開きます。三つめのページの中に出ます。",
      en: "Open three tableware pages. It speaks inside the third.",
    },
    why: {
      ja: "三つめで「器をよく見る方」というセグメントに入ります。夜まで待たず、その閲覧自身で入ります。",
      en: "The third view itself brings you into the segment “looks at tableware”; no waiting for the night.",
    },
    button: { ja: "器を見る", en: "See the tableware" },
    href: "/products?category=tableware",
  },
  {
    stage: 1,
    campaign: "gift-question",
    title: { ja: "ひとつの品をじっくり見る", en: "Look at one thing for a while" },
    how: {
      ja: "少しずつ動かしながら、十五秒ほどご覧ください。",
      en: "Look around on the page for about fifteen seconds.",
    },
    why: {
      ja: "ページが見えていて、手が動いていた時間だけを数えます。答えは属性として残ります。",
      en: "Only time in view with some movement counts. Your answer is kept as a trait.",
    },
    button: { ja: "急須を見る", en: "See the teapot" },
    href: "/products/black-clay-teapot",
  },
  {
    stage: 1,
    campaign: "list-end",
    title: { ja: "一覧を終わりまで見る", en: "Scroll to the end of the list" },
    how: { ja: "すべての品を、下まで見ていきます。", en: "Scroll down through all products." },
    why: {
      ja: "八割を過ぎても選んでいない方に、下の帯で一度だけ声をかけます。",
      en: "Past eighty per cent it offers help once, in a bar.",
    },
    button: { ja: "すべての品を見る", en: "See all products" },
    href: "/products",
  },
  {
    stage: 1,
    campaign: "product-exit",
    title: { ja: "帰ろうとする", en: "Make as if to leave" },
    how: {
      ja: "三秒たってから、カーソルを画面の上の端から外へ出します。スマートフォンでは、下まで見てから指で勢いよく上へ戻します。",
      en: "After three seconds move the pointer out through the top edge. On a phone scroll down, then flick back up.",
    },
    why: {
      ja: "引き止めません。気がかりがあれば、ひとことでお答えするだけです。",
      en: "It does not hold you back; it only answers what may be left open.",
    },
    button: { ja: "鞄を見る", en: "See the bag" },
    href: "/products/leather-shoulder-bag",
  },
  {
    stage: 1,
    campaign: "order-question",
    title: { ja: "買ってみる", en: "Buy something" },
    how: {
      ja: "見本の住所を入れて、注文します。品物もお支払いもありません。",
      en: "Fill in the sample address and order. Nothing is shipped or charged.",
    },
    why: {
      ja: "注文のあとに、五段階でひとつだけ尋ねます。この注文は、話しかけた施策の目標としても数えられます。",
      en: "After the order it asks for one rating. The order also counts as the goal of what spoke before.",
    },
    button: { ja: "品を入れて注文へ", en: "Put something in and order" },
    href: "/checkout",
    put: "amber-glaze-mug",
  },
  {
    stage: 2,
    campaign: "member-greeting",
    title: { ja: "ゴールド会員として来る", en: "Come as a gold member" },
    how: {
      ja: "佐藤さんとしてログインします。トップページのあいさつが変わります。",
      en: "Log in as Mio Sato. The greeting on the top page changes.",
    },
    why: {
      ja: "会員ランクは店の名簿（CSV）から届きます。ブラウザーからは名前しか送っていません。高橋さんとも比べてみてください。",
      en: "The rank comes from the shop's list; the browser sends only the name. Compare with Naoki Takahashi.",
    },
    button: { ja: "ログインへ", en: "Go to login" },
    href: "/login",
  },
  {
    stage: 2,
    campaign: "welcome-back",
    title: { ja: "注文のあと、また来る", en: "Come back after an order" },
    how: { ja: "一度注文してから、トップページを開きます。", en: "Order once, then open the top page." },
    why: {
      ja: "お買いものをした方、二度目からの方にだけ話します。",
      en: "It speaks only to those who bought or were here before.",
    },
    button: { ja: "トップを開く", en: "Open the top page" },
    href: "/",
  },
];
