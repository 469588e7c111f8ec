// What the server says of a text (`crates/engagement/src/check`), in a shop's words. It says plain English sentences: in
// Japanese they are read here, and one that is not known stands as it came. A test holds that those of the checks are known.

import { spanWords } from "./span";
import { quoted, type Tongue } from "./words";

type Reading = [shape: RegExp, ja: (found: string[], words: Tongue) => string];

const as = (text: string) => () => text;

const READINGS: readonly Reading[] = [
  // The campaign.
  [/^`(.*)` is none of the signals/, as("兆しを一つ選んでください")],
  [/^name the event that counts as success/, as("何が起きたら成功とするかを選んでください")],
  [/^name the event/, as("出来事を選んでください")],
  [/^params belong to signals/, as("強さを決められるのは兆しだけです。出来事には条件を付けてください")],
  [/^a number \(at least\) or a text/, as("数字（それ以上）か文字（そのもの）で書いてください")],
  [/^without a goal its effect cannot be known/, as("目標がないと、効果が分かりません")],
  [/^longer than nothing$/, as("0 より長くしてください")],
  [/^a path below `properties`/, as("金額は、出来事の属性（properties.revenue など）で指定してください")],
  [/^`(.*)` is no date such as/, ([written]) => `「${written}」は日時として読めません`],
  [/^it ends before it begins/, as("終わりが始まりより前になっています")],
  [/^a percentage from (\d+) to (\d+)/, ([least, most]) => `${least} から ${most} の割合にしてください`],
  [/^between 1 and (\d+) arms/, ([most]) => `パターンは 1 個から ${most} 個までです`],
  [/^`control` is reserved/, as("「control」は比較用の名前なので、別のキーにしてください")],
  [/^`(.*)` is there twice/, ([key], words) => `${quoted(words, key ?? "")}が二つあります`],
  [/^0 or more/, as("0 以上にしてください")],
  [/^without a control there is never/, as("比べる相手（対照）がいないので、判断できず、ルールは働きません")],
  [/^a number of 0 or more/, as("0 以上の数字にしてください")],
  [/^no arm has weight/, as("どのパターンの割合も 0 なので、だれにも出ません")],
  [/^without a control its effect cannot be known/, as("比較用の人がいないと、効果が分かりません")],
  [
    /^the first messages of all arms must take the same place/,
    as(
      "どのパターンも、最初のメッセージは同じ場所（割り込む形どうし、またはページ内の同じ位置）に出してください。比べられなくなります",
    ),
  ],
  [
    /^the site asks for no proof of user ids/,
    as("サイトが会員の本人確認をしていないので、だれにも話しかけません"),
  ],
  [/^a cap of 0 lets nothing through/, as("0 回では何も出ません。止めるには一時停止してください")],
  [/^at most (\d+)$/, ([most]) => `${most} までです`],
  [
    /^from (\S+) to (\S+)( pixels)?$/,
    ([from, to], words) => `${spanWords(words, from)}から${spanWords(words, to)}までにしてください`,
  ],
  // The site's settings, and segments.
  [/^`(.*)` is no IANA time zone/, ([zone]) => `「${zone}」というタイムゾーンはありません（例: Asia/Tokyo）`],
  [/^`(.*)` is no ISO 4217 code/, as("通貨は JPY のような 3 文字のコードで書いてください")],
  [
    /^`(.*)` is no origin such as/,
    ([origin]) =>
      `「${origin}」は、お店のアドレスとして読めません。https://shop.example のように、パスも最後の / も付けずに書いてください`,
  ],
  [
    /^nobody has more than (\S+) points/,
    ([most]) => `来訪者の点数は多くても ${most} 点なので、この形式は表示されません`,
  ],
  [/^nothing ever comes back/, as("点数が戻らないので、使った点数はなくなったままになります")],
  [/^at most (\d+[a-z]+)$/, ([most], words) => `${spanWords(words, most)}までにしてください`],
  [
    /^a segment asks for another one with/,
    as("ほかのセグメントは、一覧の項目ではなく「セグメント」の条件で指定してください"),
  ],
  [
    /^the segment `(.*)` asks for itself/,
    ([key], words) => `セグメント${quoted(words, key ?? "")}が、自分自身を条件にしています`,
  ],
  // The scenario.
  [/^at most (\d+) steps$/, ([most]) => `ステップは ${most} 個までです`],
  [/^`end` is reserved/, as("「end」は終わりを表す名前なので、別のキーにしてください")],
  [/^there is no step `(.*)`/, ([key], words) => `進む先のステップ${quoted(words, key ?? "")}がありません`],
  [/^no way leads here/, as("ここに進む道がありません")],
  [/^from here no way leads to an end/, as("ここから終わりに進めません")],
  [
    /^a visitor who closes every message/,
    as("閉じ続けても終わりに進めません。閉じたときの行き先を見直してください"),
  ],
  [/^goes round in a circle/, as("来訪者に何も尋ねないまま、同じところを回り続けます")],
  [
    /^the first message speaks where the trigger fires/,
    as("最初のメッセージには出すページの条件を付けられません。「だれに」か「いつ」で指定してください"),
  ],
  [
    /^a scenario cannot begin with a wait/,
    as("「待つ」から始めることはできません。「いつ」で待つ長さを決めてください（例: 10秒とどまったとき）"),
  ],
  [
    /^a scenario must say something before it ends/,
    as("何も言わずに終わる道があります。その方は「だれに」で外してください"),
  ],
  [
    /^longer than nothing, at most (\S+)/,
    ([most], words) => `0 より長く、${spanWords(words, most)}までにしてください`,
  ],
  // Steps that say nothing.
  [/^between 2 and (\d+) ways/, ([most]) => `進む先は 2 つから ${most} つまでです`],
  [/^no way has weight/, as("どの進む先の割合も 0 なので、だれも進めません")],
  [/^name at least one trait/, as("書き込む属性を一つ以上選んでください")],
  [/^at most (\d+) traits/, ([most]) => `書き込む属性は ${most} 個までです`],
  [/^`` is no name of a trait/, as("属性の名前を入れてください")],
  [
    /^`(.*)` is no name of a trait/,
    ([name], words) =>
      `${quoted(words, name ?? "")}は属性の名前にできません。点を使わず、$ で始めずに書いてください`,
  ],
  [
    /^a text, a number, true, false or null/,
    as("値は、文字、数字、はい・いいえ、「消す」のどれかにしてください"),
  ],
  [
    /^say one of `for`, `until` and `on`/,
    as("待ちかたを一つだけ決めてください（長さ、時刻、起きること・次の訪問のどれか）"),
  ],
  [
    /^`(.*)` is neither a time such as/,
    ([written], words) =>
      written === ""
        ? "いつまで待つかを入れてください"
        : `${quoted(words, written ?? "")}は時刻として読めません。09:00 か 2026-12-24T10:00 のように書いてください`,
  ],
  [
    /^`name` and `where` belong to `on: event`/,
    as("出来事とその条件は、何かが起きるまで待つときだけ書けます"),
  ],
  [/^`else` belongs to `on`/, as("「来ないまま」の進む先は、起きること・次の訪問を待つときだけ決められます")],
  // What is said.
  [
    /^say something: title, body, image or video/,
    as("見出しか本文を書いてください（画像や動画だけでもかまいません）"),
  ],
  [/^the name of a trait, without dots/, as("属性の名前を、点を使わずに書いてください")],
  [/^inline needs the selector of its place/, as("ページのどこに出すかを指定してください")],
  [/^a rewrite names its places/, as("書き換えでは、出す場所の指定は要りません")],
  [/^only inline has a selector/, as("場所を指定できるのは、ページの中に出す形だけです")],
  [/^only `format: inline` changes the page/, as("ページを書き換えられるのは、ページの中に出す形だけです")],
  [/^only a toast goes by itself/, as("ひとりでに消えるのは、短いお知らせだけです")],
  [
    /^a toast goes before one has answered/,
    as("短いお知らせは答える前に消えます。質問は右下のカードなどで尋ねてください"),
  ],
  [
    /^a toast goes by itself: at most one choice/,
    as("短いお知らせの答えは一つまでです。いくつも出すなら右下のカードにしてください"),
  ],
  [/^a question needs answers to choose from/, as("質問には、選べる答えが要ります")],
  [/^an answer needs words to press on/, as("答えのボタンに表示する言葉を入れてください")],
  [/^what is chosen needs words/, as("選択肢に表示する言葉を入れてください")],
  [/^only a question can be answered so/, as("この答え方ができるのは質問だけです")],
  [
    /^a text, rating or form question has no choices/,
    as("自由記述・点数・フォームの質問には、選択肢を付けられません"),
  ],
  [
    /^an http\(s\), relative, mailto or tel address/,
    as("リンクは https:// か / で始まるアドレス、メール、電話のどれかにしてください"),
  ],
  [/^an http\(s\) or relative address/, as("https:// か / で始まるアドレスにしてください")],
  [/^a form needs fields/, as("フォームには欄が要ります")],
  [/^fields belong to a question/, as("欄を置けるのはフォームの質問だけです")],
  [
    /^say what is asked for: grey text/,
    as("欄の名前を書いてください。薄い文字の例は、書き始めると消えてしまいます"),
  ],
  [/^only what is typed as text has a length/, as("文字数を決められるのは、文字を書く欄だけです")],
  [/^only a number has `min` and `max`/, as("最小と最大を決められるのは、数字の欄だけです")],
  [/^not greater than `max`/, as("最小が最大より大きくなっています")],
  [/^a word of HTML such as/, as("自動入力の種類（email、tel、name など）を書いてください")],
  [/^a select needs options/, as("選ぶ欄には、選択肢が要ります")],
  [/^only a select has options/, as("選択肢を置けるのは、選ぶ欄だけです")],
  [/^from (\d+) to (\d+)$/, ([from, to]) => `${from} から ${to} までにしてください`],
  [/^at most (\d+) changes/, ([most]) => `書き換えは ${most} か所までです`],
  [/^at most (\d+) blocks/, ([most]) => `並べ替えは ${most} 個までです`],
  [/^a width and height of at least one pixel/, as("幅と高さは 1 以上にしてください")],
  [/^a language such as ja or en-GB/, as("言語（ja、en-GB など）を書いてください")],
  [/^a change needs the selector/, as("書き換える場所を指定してください")],
  [
    /^say what changes: text, image, href or order/,
    as("何を変えるか（文・画像・リンク・順番）を書いてください"),
  ],
  [/^selectors of children, none empty/, as("並べるものの指定に空のものがあります")],
  [
    /^`(.*)` is none of the presets/,
    ([name], words) => `${quoted(words, name ?? "")}という見た目はありません`,
  ],
  [/^a colour as #rrggbb/, as("色は #rrggbb の形で書いてください")],
  [
    /has a contrast of .* can be read/,
    as("文字と背景の色が近く、読みにくくなります。両方を選び直してください"),
  ],
  [/has a contrast of .* marks are drawn/, as("アクセントの色が背景に近いため、そこでは文字の色で描きます")],
  // Honest and calm selling.
  [
    /^a countdown needs a real deadline/,
    as("カウントダウンには本当の期限が要ります（日時か、この施策の終わり）"),
  ],
  [/^`(.*)` is no point in time/, ([written]) => `「${written}」は日時として読めません`],
  [/is over: a countdown cannot begin anew/, as("期限が過ぎています。カウントダウンのやり直しはできません")],
  [
    /^say what the picture shows/,
    as("画像が何を表すかを書いてください（見えない方のため。飾りなら空のままにします）"),
  ],
  [/^say what the film shows/, as("動画が何を表すかを書いてください（見えない方のため）")],
  [/^without captions many will not know/, as("字幕がないと、何を話しているか分からない方がいます")],
  [
    /^it covers the whole screen of a phone unasked/,
    as(
      "頼まれていないのにスマートフォンの画面をすべて覆います。右下のカードや帯にするか、答えの先に置くか、スマートフォンの方を外してください",
    ),
  ],
  [
    /^it covers the page on which a phone lands/,
    as(
      "スマートフォンで最初に開いたページを覆います。右下のカードや帯にするか、答えの先に置くか、スマートフォンの方を外してください",
    ),
  ],
  [/^on a phone it covers the page unasked/, as("スマートフォンでは、頼まれていないのにページを覆います")],
  [/^this field means nothing here/, as("この項目に意味はありません。公開では使われません")],
  // The shape of the text.
  [/^missing field `(.*)`/, ([field], words) => `${quoted(words, field ?? "")}が書かれていません`],
  [/is not a key: use 1 to 64/, as("キーは、半角の英数字と - _ . の 64 文字までです")],
  [/is not a duration/, as("長さは 30m、24h、7d のように書いてください")],
  [/is none of visit, ever, or a duration/, as("いつの間の上限かを選んでください")],
  [/^unknown variant `(.*?)`/, ([name], words) => `${quoted(words, name ?? "")}は使えません`],
  [/^the path says/, as("キーが、開いている施策と違います")],
  // Conditions.
  [/^unknown attribute `(.*?)`/, ([name], words) => `${quoted(words, name ?? "")}という項目はありません`],
  [/^unknown operator `(.*?)`/, ([name], words) => `${quoted(words, name ?? "")}という比べ方はありません`],
  [/^(there is )?no segment `(.*?)`|^unknown segment `(.*?)`/, as("そのセグメントはありません")],
  [/^needs `name`/, as("何をしたかを選んでください")],
  [/^expects a (list|number|text|duration)/, as("値の形が合いません")],
];

export function toldWords(words: Tongue, message: string): string {
  if (words.language !== "ja") return message.charAt(0).toUpperCase() + message.slice(1);
  for (const [shape, ja] of READINGS) {
    const found = shape.exec(message);
    if (found) return ja(found.slice(1), words);
  }
  return message;
}
