import { bowl, box, ground, line, oval, path, tone } from "./shapes.js";

export const riceBowl = (): string =>
  ground(120, 62) +
  bowl({
    cx: 120,
    top: 104,
    width: 142,
    depth: 84,
    foot: 52,
    outside: tone.white,
    inside: "#ebe3d3",
    rim: "#dfd3bd",
  }) +
  path("M57 132 C72 138 84 131 98 138 C92 146 76 150 63 146 Z", tone.clay, 0.28) +
  [70, 96, 141, 163, 118, 84, 150]
    .map((x, i) => oval(x, 128 + ((i * 17) % 44), 1.3, 1.3, tone.clay, 0.55))
    .join("");

export const soupBowl = (): string =>
  ground(120, 60) +
  bowl({
    cx: 120,
    top: 98,
    width: 136,
    depth: 86,
    foot: 58,
    outside: tone.amber,
    inside: "#2f2320",
    rim: tone.amberDark,
  }) +
  line("M62 124 C92 136 150 136 178 124", "#7d4d25", 2, 0.6) +
  line("M68 142 C94 153 148 153 172 142", "#7d4d25", 2, 0.5) +
  line("M79 160 C100 168 142 168 161 160", "#7d4d25", 2, 0.4) +
  path("M64 112 C66 128 71 142 79 152 C73 138 70 124 70 112 Z", "#fff", 0.16);

export const plate = (): string =>
  ground(120, 78, 184) +
  oval(120, 158, 92, 34, "#d9d0be") +
  oval(120, 153, 92, 34, tone.white) +
  oval(120, 153, 88, 31.5, tone.indigo) +
  oval(120, 153.5, 82, 28.5, tone.white) +
  oval(120, 156, 58, 18, "#e8e0d0") +
  oval(120, 157.5, 56, 16.5, "#efe9dc") +
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    .map((n) => {
      const angle = (n / 12) * Math.PI * 2;
      return oval(120 + Math.cos(angle) * 70, 154.5 + Math.sin(angle) * 23, 2.6, 1.8, tone.indigo, 0.75);
    })
    .join("") +
  [0, 72, 144, 216, 288]
    .map((degrees) => {
      const angle = (degrees * Math.PI) / 180;
      return oval(120 + Math.sin(angle) * 9, 156 - Math.cos(angle) * 4.4, 6, 3.4, tone.indigo, 0.7);
    })
    .join("") +
  oval(120, 156, 3, 1.8, tone.white);

export const teaCup = (): string =>
  ground(120, 46) +
  path("M78 92 C78 150 84 190 98 192 H142 C156 190 162 150 162 92 Z", tone.ash) +
  path("M162 92 C162 150 156 190 142 192 H126 C140 184 146 140 146 92 Z", "#000", 0.1) +
  path(
    "M78 94 C79 116 80 126 82 136 C92 144 98 128 108 137 C120 149 126 130 138 138 C148 143 156 138 159 132 C161 118 162 106 162 94 Z",
    "#c7cbc2",
  ) +
  oval(120, 92, 42, 11, "#d3d6cd") +
  oval(120, 93, 38, 8.5, "#8c9188") +
  oval(120, 95, 34, 6, "#a7a86c") +
  box(98, 190, 44, 6, 2, tone.ashDark) +
  path("M86 104 C87 130 90 156 95 172 C91 150 91 124 92 104 Z", "#fff", 0.3);

export const teapot = (): string =>
  ground(118, 66) +
  line("M176 118 C206 112 214 124 203 136", "#2f2f2f", 11) +
  path("M62 126 C44 122 36 104 30 96 C28 92 34 88 38 92 C50 100 58 108 72 110 Z", "#34322f") +
  path(
    "M54 140 C54 108 84 100 120 100 C156 100 184 108 184 140 C184 174 158 192 120 192 C80 192 54 174 54 140 Z",
    tone.ink,
  ) +
  path(
    "M184 140 C184 174 158 192 120 192 C112 192 108 192 100 190 C150 186 166 160 164 112 C176 118 184 127 184 140 Z",
    "#000",
    0.22,
  ) +
  path(
    "M64 138 C65 120 80 111 96 108 C82 116 75 126 74 142 C74 152 77 160 82 168 C70 160 63 150 64 138 Z",
    "#fff",
    0.12,
  ) +
  oval(120, 104, 40, 9, "#2c2b2a") +
  path("M82 102 C84 88 156 88 158 102 C150 109 90 109 82 102 Z", "#4a4947") +
  path("M112 90 C108 78 132 78 128 90 Z", "#4a4947") +
  oval(120, 80, 10, 7, "#565553") +
  line("M62 148 C90 158 150 158 178 148", "#fff", 1.2, 0.1);

export const mug = (): string =>
  ground(112, 54) +
  line("M154 116 C190 108 196 164 152 166", tone.amber, 13) +
  line("M157 113 C188 109 191 150 172 160", "#fff", 2, 0.22) +
  path("M66 92 V174 C66 188 76 193 110 193 C144 193 156 188 156 174 V92 Z", "#b8793f") +
  path("M156 92 V174 C156 188 144 193 118 193 C134 188 138 176 138 92 Z", "#000", 0.12) +
  path(
    "M66 94 V130 C74 142 80 126 88 138 C94 150 100 134 110 140 C120 148 126 128 136 138 C144 146 150 138 156 134 V94 Z",
    tone.amberDark,
  ) +
  oval(111, 92, 45, 12, tone.amber) +
  oval(111, 93, 40, 9, "#4a2d17") +
  path("M74 106 V168 C74 176 78 182 84 184 C81 170 80 130 81 107 Z", "#fff", 0.22);
