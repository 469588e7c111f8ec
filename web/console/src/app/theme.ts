// Makes a Mantine theme and CSS variables out of tokens.ts. No colour or size is decided here.

import {
  ActionIcon,
  Anchor,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  Input,
  InputWrapper,
  Kbd,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Tooltip,
  type VariantColorsResolver,
} from "@mantine/core";
import classes from "./theme.module.css";
import {
  ai,
  armColours,
  dark,
  fontFamily,
  light,
  monospace,
  motionMs,
  nightGreys,
  type Palette,
  paperGreys,
  radius,
  sizes,
  space,
} from "./tokens";

const tuple = (shades: readonly string[]) => shades as unknown as MantineColorsTuple;
const floating = { transitionProps: { duration: motionMs } };
const modal = { ...floating, overlayProps: { backgroundOpacity: 0.2 } };
const sheet = { content: classes.sheet, header: classes.sheet, title: classes.sheetTitle };

/** Filled parts take accent or harm as they are in this scheme, with the one colour that can be read on both. */
const filled: VariantColorsResolver = (input) => {
  const fitting = defaultVariantColorsResolver(input);
  if (input.variant !== "filled") return fitting;
  const name = input.color === "red" ? "var(--kz-harm)" : "var(--kz-accent)";
  const isOurs = input.color === undefined || ["red", input.theme.primaryColor].includes(input.color);
  if (!isOurs) return fitting;
  const hover = `color-mix(in srgb, ${name} 88%, var(--kz-ink))`;
  return { background: name, hover, color: "var(--kz-on-accent)", border: "1px solid transparent" };
};

export const theme = createTheme({
  variantColorResolver: filled,
  colors: { ai: tuple(ai), gray: tuple(paperGreys), dark: tuple(nightGreys) },
  primaryColor: "ai",
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  black: light.ink,
  fontFamily,
  fontFamilyMonospace: monospace,
  fontSizes: { xs: sizes.small, sm: sizes.body, md: sizes.body, lg: sizes.lead, xl: sizes.title },
  lineHeights: { xs: "1.5", sm: "1.7", md: "1.7", lg: "1.6", xl: "1.5" },
  headings: {
    fontFamily,
    fontWeight: "650",
    sizes: {
      h1: { fontSize: sizes.title, lineHeight: "1.4" },
      h2: { fontSize: sizes.lead, lineHeight: "1.5" },
      h3: { fontSize: sizes.body, lineHeight: "1.6" },
    },
  },
  spacing: space,
  defaultRadius: radius,
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray" } }),
    Anchor: Anchor.extend({ defaultProps: { underline: "hover" } }),
    Input: Input.extend({ classNames: { input: classes.input } }),
    InputWrapper: InputWrapper.extend({
      classNames: { label: classes.label, description: classes.description, error: classes.error },
    }),
    Kbd: Kbd.extend({ classNames: { root: classes.kbd } }),
    Menu: Menu.extend({
      defaultProps: {
        ...floating,
        // The placeholder would be a child that a menu may not have.
        withInitialFocusPlaceholder: false,
        // It stays in the landmark of its button; fixed, so that nothing that scrolls cuts it off.
        withinPortal: false,
        floatingStrategy: "fixed",
      },
      classNames: { dropdown: classes.floating, item: classes.item },
    }),
    Popover: Popover.extend({ defaultProps: floating, classNames: { dropdown: classes.floating } }),
    Modal: Modal.extend({ defaultProps: modal, classNames: sheet }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true, ...floating } }),
    Drawer: Drawer.extend({ defaultProps: modal, classNames: sheet }),
  },
});

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function variables(palette: Palette, arms: readonly string[]): Record<string, string> {
  const own = Object.entries(palette).map(([name, value]) => [`--kz-${kebab(name)}`, value]);
  const armed = arms.map((value, place) => [`--kz-arm-${place}`, value]);
  return {
    ...Object.fromEntries([...own, ...armed]),
    "--mantine-color-body": palette.paper,
    "--mantine-color-text": palette.ink,
    "--mantine-color-dimmed": palette.inkFaint,
    "--mantine-color-error": palette.harm,
    "--mantine-color-placeholder": palette.inkFaint,
    "--mantine-color-default": palette.surface,
    "--mantine-color-default-hover": palette.hover,
    "--mantine-color-default-border": palette.lineStrong,
    "--mantine-color-default-color": palette.ink,
    "--mantine-color-anchor": palette.accent,
    "--mantine-primary-color-contrast": palette.onAccent,
    "--mantine-primary-color-filled": palette.accent,
    "--mantine-shadow-md": palette.shadow,
    "--mantine-shadow-lg": palette.shadow,
    "--mantine-shadow-xl": palette.shadow,
  };
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: { "--kz-radius": radius, "--kz-motion": `${motionMs}ms` },
  light: variables(light, armColours.light),
  dark: variables(dark, armColours.dark),
});
