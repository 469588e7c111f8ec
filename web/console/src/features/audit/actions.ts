// What the record calls things, in words. What is not known here is shown as it was written.

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { campaignTexts, segmentTexts } from "../../api/published";
import type { AuditEntry, PublishedTexts } from "../../api/types";

export function useActionNames(): (action: string) => string {
  const { t } = useLingui();
  return useMemo(() => {
    const names: Record<string, string> = {
      "campaign.publish": t`Campaign published`,
      "campaign.status": t`Campaign switched`,
      "segment.publish": t`Segment published`,
      "site.publish": t`Site settings published`,
      "site.create": t`Site made`,
      "key.make": t`Key made`,
      "key.remove": t`Key removed`,
      "identity.secret": t`Secret for proofs made`,
      "member.invite": t`Invitation made`,
      "member.join": t`Joined`,
      "member.role": t`Role changed`,
      "member.remove": t`Member removed`,
      "invitation.remove": t`Invitation taken back`,
      "profile.traits": t`Attributes of a visitor changed`,
      "profile.import": t`Attributes read in from a file`,
      "profile.export": t`Data of a visitor exported`,
      "profile.erase": t`Visitor erased`,
      "account.password": t`Password changed`,
      "account.totp": t`Second step changed`,
      "session.sign_in": t`Signed in`,
      "session.refused": t`Sign-in refused`,
    };
    return (action) => names[action] ?? action;
  }, [t]);
}

export function useActorName(): (actor: AuditEntry["actor"]) => string {
  const { t } = useLingui();
  return ({ kind, name }) => {
    switch (kind) {
      case "member":
        return name;
      case "key":
        return t`Key “${name}”`;
      case "local":
        return t`On the server itself`;
      default:
        return "Kizukai";
    }
  };
}

const nameIn = (texts: PublishedTexts | undefined, key: string): string => {
  const text = texts?.texts.find((one) => one.key === key)?.text;
  const isNamed =
    typeof text === "object" && text !== null && "name" in text && typeof text.name === "string";
  return isNamed ? (text.name as string) : key;
};

/** `campaign/cart-shipping` by its name; people and keys by their number alone: nothing more is written down. */
export function useTargetName(): (target: string) => string {
  const { t } = useLingui();
  const campaigns = useQuery(campaignTexts).data;
  const segments = useQuery(segmentTexts).data;
  return (target) => {
    const [kind = "", id = ""] = target.split(/\/(.*)/);
    const names: Record<string, () => string> = {
      campaign: () => nameIn(campaigns, id),
      segment: () => nameIn(segments, id),
      site: () => t`The site`,
      member: () => t`Member ${id}`,
      key: () => t`Key ${id}`,
      invitation: () => t`Invitation ${id}`,
      profile: () => t`Visitor ${id}`,
    };
    return names[kind]?.() ?? target;
  };
}
