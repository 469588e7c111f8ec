// Every figure of effects, plans, reports and trends: what it is called, and what it means in one line. How it is reckoned is
// told in docs/{ja,en}/effects.md under the heading of the same name (`worth_a_month` → `#worth-a-month`); a test holds that.

import type { Language } from "./words";

export interface FigureWords {
  name: string;
  meaning: string;
}
type Said = Record<Language, FigureWords>;

const said = (ja: [name: string, meaning: string], en: [name: string, meaning: string]): Said => ({
  ja: { name: ja[0], meaning: ja[1] },
  en: { name: en[0], meaning: en[1] },
});

const FIGURES = {
  // The whole shop.
  total: said(
    ["施策全体の効果", "施策を見せている方と、どの施策も見せない方（ホールドアウト）を比べた差です。"],
    ["All campaigns together", "Visitors who may get campaigns against those who get none, the holdout."],
  ),
  holdout: said(
    ["ホールドアウト", "どの施策も見せない来訪者の割合です。施策全体の効果は、この方たちと比べて測ります。"],
    ["Holdout", "The share of visitors who get no campaign at all. The total is measured against them."],
  ),

  // Verdicts.
  verdict: said(
    ["判定", "何度見ても誤りが決めた割合を超えないと言えるときだけ、効果の有無を言います。"],
    ["Verdict", "It is given only once it holds however often you look."],
  ),
  lift: said(
    ["対照との差", "対照（何も見せない方）より何 % 多いか、少ないか。帯のどこかに本当の値があります。"],
    [
      "Against the control",
      "How much more or less than with nobody speaking. The truth lies somewhere in the bar.",
    ],
  ),
  worth_a_month: said(
    ["月あたりの金額", "いまの人数が続いたときに、全員に見せると 1 か月でいくら増えるか、減るかです。"],
    [
      "Worth a month",
      "What it brings or costs in a month at today’s number of visitors, shown to all of them.",
    ],
  ),
  days_left: said(
    [
      "判定までの日数",
      "いまの人数が続き、計画した大きさの効果があるとしたときに、判定が出るまでの見込みです。",
    ],
    ["Days to a verdict", "A forecast: at today’s pace, if the effect is as large as was planned for."],
  ),
  evidence: said(
    ["証拠の強さ", "「差はない」に賭けた相手から何倍に増やせたか。20 倍で、誤りは 5 % 以下です。"],
    [
      "Evidence",
      "By how much a bet against “no difference” has grown. At 20 times, errors stay at 5 % at most.",
    ],
  ),
  believed: said(
    [
      "まとめて見たときの確かさ",
      "施策をいくつも見ると偶然の当たりが混ざります。それを差し引いても残るかどうかです。",
    ],
    [
      "Among many campaigns",
      "Of many campaigns some succeed by luck. Whether this one stands when that is allowed for.",
    ],
  ),

  // Metrics.
  goal: said(
    ["目標に達した割合", "接触した方のうち、期間内に目標に達した方の割合です。"],
    ["Reached the goal", "Of the visitors spoken to, the share who reached the goal in its time."],
  ),
  value: said(
    ["一人あたりの売上", "接触した方の、期間内の売上の平均です。買わなかった方も 0 円として入ります。"],
    [
      "Revenue per visitor",
      "The mean revenue of visitors spoken to, in the goal’s time; who bought nothing counts as zero.",
    ],
  ),
  orders: said(
    ["一人あたりの注文", "接触した方の、期間内の注文数の平均です。"],
    ["Orders per visitor", "The mean number of orders of visitors spoken to, in the goal’s time."],
  ),
  profit: said(
    ["一人あたりの粗利", "値引き前の売上に粗利率をかけ、値引きとメッセージの費用を引いた平均です。"],
    [
      "Profit per visitor",
      "The price before discounts times the margin, less discounts and the cost of messages, per visitor.",
    ],
  ),
  left_at_once: said(
    ["すぐに離れた割合", "接触してから 30 秒以内にお店を離れた方の割合です。増えたら、じゃまをしています。"],
    [
      "Left at once",
      "The share who left the shop within 30 seconds. If it grows, the message is a nuisance.",
    ],
  ),
  came_back: said(
    ["7 日以内に戻った割合", "接触してから 7 日以内に、もう一度来た方の割合です。"],
    ["Came back within 7 days", "The share who visited again within 7 days of being spoken to."],
  ),
  load_ms: said(
    [
      "ページの表示時間",
      "接触した訪問で、ページの読み込みが終わるまでの平均です。施策でページが重くならないかを見ます。",
    ],
    [
      "Page load",
      "Mean time until pages had loaded in that visit. Shows whether the campaign makes pages slow.",
    ],
  ),

  // Visitors of an arm.
  sizes: said(
    ["人数の釣り合い", "パターンごとの人数が、決めた割合どおりか。ずれていたら、比べても意味がありません。"],
    [
      "Sizes of the arms",
      "Whether arms got the share of visitors they should. If not, a comparison means nothing.",
    ],
  ),
  assigned: said(
    ["割当", "対象になり、このパターンに決まった方の数です。"],
    ["Assigned", "Visitors who were meant and drew this arm."],
  ),
  decided: said(
    ["接触", "話しかけると決まった方の数です。対照では、話しかけるはずだった方の数です。"],
    ["Decided", "Visitors it was decided to speak to; in the control, those it would have spoken to."],
  ),
  matured: said(
    ["判定に入った人数", "接触した方のうち、目標の期間が終わった方です。判定はこの方だけで行います。"],
    ["Counted for the verdict", "Those decided whose goal window is over. Verdicts rest on them alone."],
  ),
  young: said(
    ["期間の途中の人数", "目標の期間がまだ終わっていない方です。判定にはまだ入りません。"],
    ["Still in their window", "Visitors whose goal window is not over. They are not part of a verdict yet."],
  ),
  young_rate: said(
    [
      "速報の割合",
      "期間の途中の方が、いままでに目標に達した割合です。これから増えるので、判定には使いません。",
    ],
    [
      "Preliminary rate",
      "Reached so far by visitors still in their window. It will grow, so no verdict rests on it.",
    ],
  ),
  young_value: said(
    ["速報の売上", "期間の途中の方の、いままでの一人あたりの売上です。判定には使いません。"],
    ["Preliminary revenue", "Revenue so far per visitor still in their window. No verdict rests on it."],
  ),
  seen: said(
    ["表示確認", "ブラウザで見えたことが確かめられた方の数です。割合の分母には使いません。"],
    ["Seen", "Visitors whose browser confirmed it came into view. Never used as a denominator."],
  ),
  crossed: said(
    ["重なった人数", "別の端末で違うパターンを見たあとに、同じ方とわかった数です。先のパターンに数えます。"],
    [
      "In two arms",
      "People who met different arms on two devices before they were known as one. Kept in the first.",
    ],
  ),
  closed_at_once: said(
    ["すぐに閉じた割合", "表示から 3 秒以内に閉じた方の割合です。対照にはないので、比べずに見ます。"],
    [
      "Closed at once",
      "The share who closed it within 3 seconds. A control has none, so it is not compared.",
    ],
  ),
  browser_orders: said(
    [
      "ブラウザだけの注文",
      "サーバーから届かず、ブラウザだけが知らせた注文の割合です。多いほど、売上の数え漏れに注意します。",
    ],
    [
      "Orders of browsers only",
      "The share of orders that only a browser reported. The higher, the less sure the revenue.",
    ],
  ),
  other_shows: said(
    ["ほかの施策の表示", "一人あたり、ほかの施策を何回見たか。パターンで違うと、その分も差に入っています。"],
    [
      "Shows of other campaigns",
      "How often each saw other campaigns. If arms differ, the difference holds that too.",
    ],
  ),
  other_points: said(
    ["ほかの施策の注意点数", "一人あたり、ほかの施策に使った注意の点数です。"],
    ["Attention on others", "Points of attention each spent on other campaigns."],
  ),

  // The plan of a phase, and figures for those who want them.
  smallest_effect: said(
    [
      "気にする最小の差",
      "これより小さい差は、あっても気にしないと決めた大きさです。小さいほど、日数がかかります。",
    ],
    [
      "Smallest effect that matters",
      "Differences below it are of no interest. The smaller it is, the longer it takes.",
    ],
  ),
  planned_visitors: said(
    [
      "計画した人数",
      "一度だけ見るなら、気にする最小の差を見つけるのに必要な人数です。毎日見る判定には、もう少しかかります。",
    ],
    [
      "Planned visitors",
      "How many it takes to find the smallest effect that matters in one look. Looking daily takes somewhat more.",
    ],
  ),
  base_rate: said(
    ["見込みの割合", "何もしないときに目標に達する割合です。フェーズの前の実績から見込みました。"],
    [
      "Expected base rate",
      "How many reach the goal with nobody speaking, expected from what came before the phase.",
    ],
  ),
  value_limit: said(
    ["売上の上限", "一人の大きな買い物で結果が動かないよう、これを超える売上はこの額として数えます。"],
    ["Limit of a value", "Larger amounts count as this one, so that a single purchase does not decide."],
  ),
  message_cost: said(
    ["メッセージの費用", "表示 1 回にかかる費用です。粗利から引きます。"],
    ["Cost of a message", "What one show costs. Taken off the profit."],
  ),
  error_rate: said(
    ["誤りの上限", "差がないのに「ある」と言ってしまう割合の上限です。何度見ても超えません。"],
    ["Errors at most", "How often a difference may be claimed where there is none, however often you look."],
  ),
  through: said(
    ["どこまでの数字か", "この日の終わりまでに、目標の期間が終わった方を数えています。"],
    ["Counted through", "Visitors whose goal window was over by the end of this day."],
  ),
  fixed_interval: said(
    [
      "一度だけ見るときの区間",
      "見る日を先に決めて一度だけ見るなら、こうなる区間です。毎日見る人には使えません。",
    ],
    [
      "Interval for one look",
      "The 95 % interval if you look once, at a time fixed beforehand. Not for daily looks.",
    ],
  ),
  p_value: said(
    ["p 値", "差がないときに、これ以上の差が偶然に出る確率です。一度だけ見るときの値です。"],
    ["p-value", "How often chance alone makes such a difference. For one look at a time fixed beforehand."],
  ),
  chance_to_win: said(
    ["勝つ確率", "ベイズ統計で見た、対照より良い確率です。一度だけ見るときの値です。"],
    ["Chance to win", "Bayesian: how probable it is to be better than the control. For one look."],
  ),
  cuped: said(
    ["CUPED で狭めた区間", "接触する前の行動で説明できるばらつきを除いた、一度だけ見るときの区間です。"],
    ["Interval with CUPED", "For one look, with what earlier behaviour explains taken out."],
  ),

  // Plans.
  visitors_a_day: said(
    ["1 日の人数", "この施策が接触する（対照では、するはずの）来訪者の、1 日あたりの見込みです。"],
    ["Visitors a day", "How many it will speak to in a day, the control included: a forecast."],
  ),
  plan_days: said(
    ["判定までの日数", "気にする最小の差が本当にあるとき、10 回に 8 回はこの日数までに判定が出ます。"],
    [
      "Days to a verdict",
      "If the smallest effect that matters is real, eight times in ten the verdict comes by then.",
    ],
  ),
  visible_lift: said(
    ["見つけられる差", "その期間で、10 回に 8 回は見つけられる、いちばん小さい差です。"],
    ["Smallest effect that shows", "The smallest difference found eight times in ten within that time."],
  ),

  // The weekly report.
  report_visitors: said(
    ["はじめての来訪者", "この週にはじめて訪れた方の数です。"],
    ["First-time visitors", "People whose first visit that is known was in this week."],
  ),

  // Trends.
  trend_events: said(["回数", "その出来事が起きた回数です。"], ["Events", "How often it happened."]),
  trend_visitors: said(
    ["人数", "その出来事を起こした方の数です。ひとつの区切りの中では、一人を一度だけ数えます。"],
    ["Visitors", "How many people did it, each counted once within a bucket."],
  ),
  trend_sum: said(
    ["合計", "選んだ項目の値を足したものです。数でない値は入りません。"],
    ["Sum", "The chosen property added up; what is no number is left out."],
  ),
  freshness: said(
    ["どこまで新しいか", "この時刻までに届いた出来事が入っています。書き出し前の行も一緒に数えます。"],
    [
      "How fresh",
      "Events that came until this moment are counted, those not yet sealed into files included.",
    ],
  ),

  // Settings.
  margin: said(
    ["粗利率", "売上のうち、原価を引いて残る割合です。粗利の計算に使います。"],
    [
      "Margin",
      "What is left of the revenue after the cost of goods, in percent. Profit is reckoned with it.",
    ],
  ),
} as const satisfies Record<string, Said>;

export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];

export const figureWords = (language: Language, figure: FigureName): FigureWords => FIGURES[figure][language];

/** Where the chapter tells more. */
export const anchorOf = (figure: FigureName): string => figure.replaceAll("_", "-");
