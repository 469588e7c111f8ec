/** Messages to look at: one of each kind, in the words a shop would use. */

const content = (fields) => ({ type: "message", lang: "ja", ...fields });
const question = (fields) => content({ type: "question", ...fields });

const FIELDS = [
  {
    key: "height",
    type: "number",
    label: "身長",
    placeholder: "160",
    help: "センチで、おおよそ",
    required: true,
    min: 80,
    max: 220,
  },
  {
    key: "usual",
    type: "select",
    label: "いつものサイズ",
    options: [
      { key: "s", label: "S" },
      { key: "m", label: "M" },
      { key: "l", label: "L" },
    ],
  },
  {
    key: "mail",
    type: "email",
    label: "お返事の宛先",
    placeholder: "hanako@example.jp",
    required: true,
    autocomplete: "email",
  },
  { key: "agree", type: "checkbox", label: "新着の知らせも受け取る" },
];

export const SHOWS = {
  corner: {
    format: "corner",
    content: content({
      title: "お困りですか",
      body: "送料やお届け日など、ご不明な点があればお知らせください。",
      choices: [
        { key: "shipping", label: "送料について" },
        { key: "delivery", label: "お届け日について" },
        { key: "none", label: "大丈夫です" },
      ],
    }),
    next: {
      format: "corner",
      content: content({
        title: "送料のご案内",
        body: "5,000円以上のお買い上げで送料無料です。\nあと1,200円で無料になります。",
        choices: [{ key: "ok", label: "わかりました" }],
      }),
    },
  },
  picture: {
    format: "corner",
    content: content({
      title: "サイズでお迷いですか",
      body: "いつもの服のサイズから、お選びするお手伝いができます。",
      image: { src: "/picture.svg", alt: "たたんだリネンのシャツ" },
      choices: [{ key: "guide", label: "サイズの選び方を見る", href: "/?page=guide" }],
    }),
  },
  modal: {
    format: "modal",
    content: content({
      title: "ご注文の前にお知らせ",
      body: "年末年始の出荷は12月28日までです。以降のご注文は1月5日より順にお届けします。",
      choices: [
        { key: "ok", label: "わかりました" },
        { key: "more", label: "詳しく見る", href: "/?page=news" },
      ],
    }),
  },
  bar: {
    format: "bar",
    content: content({
      body: "11月25日 2:00〜4:00 はメンテナンスのためご注文いただけません。",
      choices: [{ key: "ok", label: "わかりました" }],
    }),
  },
  inline: {
    format: "inline",
    content: content({
      title: "ゴールド会員の方へ",
      body: "今月はポイントが2倍です。次のお買い物でお使いいただけます。",
      selector: "#reserved",
      choices: [{ key: "points", label: "ポイントを確認する", href: "/?page=points" }],
    }),
  },
  multiple: {
    format: "corner",
    content: question({
      title: "どんな場面でお使いになりますか",
      answer: "multiple",
      choices: [
        { key: "work", label: "仕事" },
        { key: "home", label: "家での時間" },
        { key: "gift", label: "贈りもの" },
      ],
      submit: "送る",
    }),
  },
  text: {
    format: "corner",
    content: question({
      title: "お探しのものはありましたか",
      body: "見つからなかったものを教えていただけると、品ぞろえに生かせます。",
      answer: "text",
      placeholder: "たとえば、麻のエプロン",
      submit: "送る",
    }),
  },
  rating: {
    format: "corner",
    content: question({
      title: "お買い物のしやすさはいかがでしたか",
      answer: "rating",
      max: 5,
      submit: "送る",
    }),
  },
  english: {
    format: "corner",
    content: question({
      lang: "en",
      title: "Can we help you choose?",
      body: "Tell us who it is for and we will suggest three things.",
      choices: [
        { key: "me", label: "For myself" },
        { key: "gift", label: "A gift" },
      ],
    }),
  },
  toast: {
    format: "toast",
    content: content({
      body: "カートに入れました。あと1,200円で送料が無料になります。",
      choices: [{ key: "cart", label: "カートを見る", href: "/?page=cart" }],
      duration_ms: 30000,
    }),
  },
  fullscreen: {
    format: "fullscreen",
    content: content({
      title: "サイズの選び方",
      body: "いちばんよく着る服を平らに置いて、両脇の縫い目の間を測ります。それが「身幅」です。\n襟の付け根の中央から裾までが「着丈」です。",
      image: { src: "/picture.svg", alt: "たたんだリネンのシャツ", width: 320, height: 180 },
      choices: [{ key: "ok", label: "わかりました" }],
    }),
  },
  coupon: {
    format: "corner",
    content: content({
      title: "はじめてのお買い物に",
      body: "お会計のときにお使いください。",
      coupon: {
        code: "HAJIMETE-500",
        label: "コードをコピー",
        copied: "コピーしました",
        note: "5,000円以上のお買い物で、お一人さま一回",
      },
      countdown: {
        until: "2026-11-30T23:59:59+09:00",
        remaining_ms: 187_500_000,
        label: "使えるのは、あと",
        ended: "期限が過ぎました",
      },
    }),
  },
  video: {
    format: "modal",
    content: content({
      title: "漆の器の洗い方",
      body: "やわらかい布で、ぬるま湯で。1分の映像です。",
      video: { src: "/care.webm", poster: "/picture.svg", alt: "漆の器を洗うようす" },
      choices: [{ key: "ok", label: "わかりました" }],
    }),
  },
  form: {
    format: "modal",
    content: question({
      title: "サイズのご相談",
      body: "おおよそで構いません。店の者がお返事します。",
      answer: "form",
      fields: FIELDS,
      submit: "相談する",
    }),
  },
  themed: {
    format: "corner",
    content: content({
      title: "冬のしたく、はじめました",
      body: "毛布とあたたかい履きものが並びました。",
      choices: [{ key: "see", label: "冬の品を見る", href: "/?page=winter" }],
      theme: {
        light: { surface: "#f3ede2", text: "#33291f", accent: "#7a3e2a", radius: "4px", density: 0.9 },
        dark: { surface: "#2a211a", text: "#f2e8da", accent: "#e3a88b", radius: "4px", density: 0.9 },
      },
    }),
  },
  long: {
    format: "corner",
    content: content({
      lang: "en",
      title: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
      body: "https://shop.example/a/very/long/address/that/nobody/will/ever/read/to/its/end?with=parameters&and=more",
      choices: [
        { key: "a", label: "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" },
        { key: "none", label: "No" },
      ],
    }),
  },
  arabic: {
    format: "corner",
    content: question({
      lang: "ar",
      dir: "rtl",
      title: "هل نساعدك في اختيار المقاس؟",
      body: "أخبرنا بمقاسك المعتاد وسنقترح عليك الأنسب.",
      choices: [
        { key: "guide", label: "دليل المقاسات" },
        { key: "ask", label: "أريد أن أسأل" },
      ],
      labels: { close: "إغلاق", not_now: "ليس الآن، شكرًا", never: "لا تعرض هذا مرة أخرى", menu: "المزيد" },
    }),
  },
  arabic_bar: {
    format: "bar",
    content: content({
      lang: "ar",
      dir: "rtl",
      body: "الشحن مجاني للطلبات التي تزيد على 5,500 ين.",
      choices: [{ key: "see", label: "تفاصيل الشحن", href: "/?page=shipping" }],
      labels: { close: "إغلاق", not_now: "ليس الآن، شكرًا", never: "لا تعرض هذا مرة أخرى", menu: "المزيد" },
    }),
  },
  arabic_form: {
    format: "modal",
    content: question({
      lang: "ar",
      dir: "rtl",
      title: "استشارة المقاس",
      answer: "form",
      fields: [
        { key: "mail", type: "email", label: "البريد الإلكتروني", required: true },
        { key: "agree", type: "checkbox", label: "أوافق على الرد عبر البريد" },
      ],
      submit: "إرسال",
      labels: { close: "إغلاق", not_now: "ليس الآن، شكرًا", never: "لا تعرض هذا مرة أخرى", menu: "المزيد" },
    }),
  },
  rewrite: {
    format: "inline",
    content: content({
      type: "rewrite",
      rewrite: [
        { selector: "#welcome", text: "おかえりなさいませ。" },
        { selector: "#welcome-link", text: "前回の続きを見る", href: "/?page=again" },
        { selector: "#blocks", order: [".news", ".ranking"] },
      ],
    }),
  },
};
