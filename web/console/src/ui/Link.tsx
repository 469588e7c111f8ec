// Links that look like Mantine's and go where the router goes, without loading the page again.

import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { createLink, type LinkComponent } from "@tanstack/react-router";
import { type ComponentPropsWithRef, forwardRef } from "react";

type Native = Omit<ComponentPropsWithRef<"a">, keyof AnchorProps>;

const PlainAnchor = forwardRef<HTMLAnchorElement, AnchorProps & Native>((props, ref) => (
  <Anchor ref={ref} {...props} />
));

const PlainButton = forwardRef<HTMLAnchorElement, ButtonProps & Native>((props, ref) => (
  <Button component="a" ref={ref} {...props} />
));

/** A link in text: `<LinkText to="/campaigns/$key" params={{ key }}>`. */
export const LinkText: LinkComponent<typeof PlainAnchor> = createLink(PlainAnchor);
/** A link that looks like a button. */
export const LinkButton: LinkComponent<typeof PlainButton> = createLink(PlainButton);
