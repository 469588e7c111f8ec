/** Messages to look at: one of each kind, in the words a shop would use. */

const content = (fields) => ({ type: "message", lang: "ja", ...fields });
const question = (fields) => content({ type: "question", ...fields });

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
};
