// Turns Lingui's macros into calls before anything else reads a file. Vite's own React plugin works without Babel
// and therefore without macros; this is the one place Babel is used, and only for files that import a macro.

import { transformAsync } from "@babel/core";
import type { Plugin } from "vite";

const importsMacro = /from\s+["']@lingui\/(core|react)\/macro["']/;

export function linguiMacros(): Plugin {
  return {
    name: "kizukai-lingui-macros",
    enforce: "pre",
    async transform(source, id) {
      const file = id.split("?")[0] ?? id;
      if (!/\.tsx?$/.test(file) || file.includes("/node_modules/") || !importsMacro.test(source)) return null;
      const made = await transformAsync(source, {
        filename: file,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: file.endsWith("x") ? ["typescript", "jsx"] : ["typescript"] },
        plugins: ["@lingui/babel-plugin-lingui-macro"],
      });
      return made?.code ? { code: made.code, map: made.map ?? null } : null;
    },
  };
}
