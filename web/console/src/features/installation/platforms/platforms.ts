// The platforms a shop may run on: for each the steps, and the code that goes with them.

import { t } from "@lingui/core/macro";
import { eccubeBlock } from "./eccube";
import { GTM_PURCHASE, gtmTag } from "./gtm";
import { HTML_EVENTS, HTML_IDENTIFY, HTML_ORDER, htmlHead } from "./html";
import { shopifyPixel, shopifyTheme } from "./shopify";
import type { Address } from "./snippet";
import { woocommerce } from "./woocommerce";

export const PLATFORMS = ["html", "gtm", "shopify", "eccube", "woocommerce"] as const;
export type Platform = (typeof PLATFORMS)[number];

export interface InstallStep {
  title: string;
  text: string;
  code?: { label: string; text: string };
}

/** Proper names: the same in every language, but for plain HTML. */
export function platformName(platform: Platform): string {
  switch (platform) {
    case "html":
      return t`Own pages (HTML)`;
    case "gtm":
      return "Google Tag Manager";
    case "shopify":
      return "Shopify";
    case "eccube":
      return "EC-CUBE 4";
    case "woocommerce":
      return "WooCommerce";
  }
}

export function installSteps(platform: Platform, address: Address): InstallStep[] {
  switch (platform) {
    case "html":
      return htmlSteps(address);
    case "gtm":
      return gtmSteps(address);
    case "shopify":
      return shopifySteps(address);
    case "eccube":
      return eccubeSteps(address);
    case "woocommerce":
      return woocommerceSteps(address);
  }
}

const htmlSteps = (address: Address): InstallStep[] => [
  {
    title: t`Put the tag into every page`,
    text: t`Paste this into <head>, once, as far up as possible. Page views are sent from then on.`,
    code: { label: "<head>", text: htmlHead(address) },
  },
  {
    title: t`Say what happens in the shop`,
    text: t`Send an event where it happens. Use the shop’s own product numbers.`,
    code: { label: t`Product, cart and checkout`, text: HTML_EVENTS },
  },
  {
    title: t`Say when something was bought`,
    text: t`On the page that thanks for the order. Orders are what effects are measured by.`,
    code: { label: t`Order`, text: HTML_ORDER },
  },
  {
    title: t`Say who the visitor is`,
    text: t`For members who are logged in. If the site requires proof, add userHash.`,
    code: { label: t`Member`, text: HTML_IDENTIFY },
  },
];

const gtmSteps = (address: Address): InstallStep[] => [
  {
    title: t`Make a tag`,
    text: t`In Tag Manager: Tags, New, tag type “Custom HTML”. Paste this. It is written so that Tag Manager accepts it.`,
    code: { label: t`Custom HTML`, text: gtmTag(address) },
  },
  {
    title: t`Let it fire on all pages`,
    text: t`Choose the trigger “Initialization – All Pages”, save, try it with Preview, then Submit.`,
  },
  {
    title: t`E-commerce comes by itself`,
    text: t`If your pages push GA4 e-commerce events (view_item, add_to_cart, view_cart, begin_checkout, purchase), the tag turns them into Kizukai’s. Do not send the same thing twice. If they push nothing yet, begin with the purchase:`,
    code: { label: t`Data layer of a purchase`, text: GTM_PURCHASE },
  },
];

const shopifySteps = (address: Address): InstallStep[] => [
  {
    title: t`Put the tag into the theme`,
    text: t`Online Store, Themes, … , Edit code, layout/theme.liquid. Paste this just before </head>. It also sends products, cart and searches.`,
    code: { label: "layout/theme.liquid", text: shopifyTheme(address) },
  },
  {
    title: t`Add a custom pixel for checkout and orders`,
    text: t`Settings, Customer events, Add custom pixel. Paste this, choose the permission your consent banner needs, save, then Connect. Themes do not reach into Shopify’s checkout, pixels do.`,
    code: { label: t`Custom pixel`, text: shopifyPixel(address) },
  },
  {
    title: t`If the site allows only some addresses`,
    text: t`A pixel runs in a closed frame and has no address of its own. Leave the list of allowed addresses empty, or send orders from your server instead.`,
  },
];

const eccubeSteps = (address: Address): InstallStep[] => [
  {
    title: t`Make a block`,
    text: t`Content management (コンテンツ管理), Block management (ブロック管理), New. Name it Kizukai, file name kizukai, paste this and save. It sends products, cart, checkout and orders.`,
    code: { label: "kizukai.twig", text: eccubeBlock(address) },
  },
  {
    title: t`Put it into <head> of each layout`,
    text: t`Content management, Layout management (レイアウト管理): in every layout that is used, pull the block into the place for <head> and save.`,
  },
  {
    title: t`Clear the cache`,
    text: t`Content management, Cache management (キャッシュ管理), then open a product page in another window.`,
  },
];

const woocommerceSteps = (address: Address): InstallStep[] => [
  {
    title: t`Add the code`,
    text: t`Into functions.php of a child theme, or as a PHP snippet of a plugin such as Code Snippets (leave out the first line there). Not into the parent theme: an update would take it away.`,
    code: { label: "functions.php", text: woocommerce(address) },
  },
  {
    title: t`Leave cart, checkout and account out of the page cache`,
    text: t`Caching plugins do so by default. Pages that everybody gets alike may be cached: the tag asks for each visitor.`,
  },
  {
    title: t`Place an order for trial`,
    text: t`Orders are sent from the page that thanks for them. Payment methods that lead elsewhere have to come back to it.`,
  },
];
