/** The still life at the top: a winter table by a window, made of the shop's own things. */
import { type Markup, trusted } from "../html.js";
import { clayPot } from "./kitchen.js";
import { vase } from "./room.js";
import { box, line, moved, oval, path } from "./shapes.js";
import { riceBowl, teaCup, teapot } from "./tableware.js";

function paperWindow(): string {
  const bars = [0, 1, 2, 3, 4]
    .map((n) => line(`M${630 + n * 78} 40 V330`, "#b59a76", n === 2 ? 9 : 4))
    .join("");
  const rails = [112, 184, 256].map((y) => line(`M552 ${y} H1020`, "#b59a76", 4)).join("");
  return (
    box(540, 28, 490, 314, 2, "#9c8160") +
    box(552, 40, 466, 290, 0, "#fbf6e8") +
    path("M552 40 H1018 V96 C900 150 700 120 552 190 Z", "#fff", 0.55) +
    line(
      "M884 330 C886 270 870 220 894 140 M886 246 C908 228 922 208 928 178 M880 212 C860 194 854 172 854 146",
      "#a9a890",
      7,
      0.35,
    ) +
    [
      [894, 138],
      [928, 176],
      [854, 144],
      [908, 214],
      [868, 186],
      [884, 168],
    ]
      .map(([x, y]) => oval(Number(x), Number(y), 15, 9, "#a9a890", 0.3))
      .join("") +
    bars +
    rails
  );
}

function table(): string {
  return (
    path("M0 428 H1200 V560 H0 Z", "#b98d5c") +
    path("M0 428 H1200 V438 H0 Z", "#d3aa78") +
    line(
      "M60 462 C260 456 420 470 640 462 S1000 470 1160 460 M20 500 C240 492 500 508 760 498 S1060 506 1190 500 M120 536 C360 530 620 542 1100 532",
      "#a1774a",
      2.4,
      0.5,
    ) +
    path("M560 438 H980 L1090 560 H470 Z", "#fff1d0", 0.2)
  );
}

const STEAM = line("M742 118 C728 96 756 84 742 60 M782 112 C768 88 796 76 782 50", "#ffffff", 6, 0.75);

export function hero(): Markup {
  return trusted(
    `<svg class="hero-svg" viewBox="0 0 1200 560" width="1200" height="560" preserveAspectRatio="xMaxYMid slice" aria-hidden="true">` +
      box(0, 0, 1200, 560, 0, "#e7dfd0") +
      path("M0 0 H1200 V428 H0 Z", "#e9e2d4") +
      path("M300 0 L620 0 L320 428 H0 V380 Z", "#fff", 0.22) +
      paperWindow() +
      table() +
      moved(610, 130, clayPot(), 1.62) +
      moved(20, 104, STEAM) +
      moved(950, 210, vase(), 1.28) +
      moved(500, 282, riceBowl(), 0.98) +
      moved(880, 316, teaCup(), 0.86) +
      moved(1010, 294, teapot(), 0.96) +
      line("M508 506 L700 520 M506 514 L696 530", "#6f4320", 5) +
      oval(510, 510, 9, 6, "#56735f") +
      "</svg>",
  );
}
