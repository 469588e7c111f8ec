import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

// One catalogue for the shell and one for each feature folder, so that words load with the code that says them.
// `FEATURE=visitors npm run messages` renews one feature's catalogues and leaves the others alone.
const feature = process.env.FEATURE;

const shell = {
  path: "<rootDir>/src/app/locales/{locale}",
  include: ["<rootDir>/src/app", "<rootDir>/src/api", "<rootDir>/src/ui", "<rootDir>/src/words"],
};
const features = {
  path: "<rootDir>/src/features/{name}/locales/{locale}",
  include: ["<rootDir>/src/features/{name}"],
};
const one = {
  path: `<rootDir>/src/features/${feature}/locales/{locale}`,
  include: [`<rootDir>/src/features/${feature}`],
};

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "ja"],
  catalogs: !feature ? [shell, features] : feature === "app" ? [shell] : [one],
  format: formatter({ lineNumbers: false, origins: false }),
  orderBy: "message",
});
