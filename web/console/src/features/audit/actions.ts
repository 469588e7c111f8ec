// What the record calls things, in words. What is not known here is shown as it was written.

import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import type { AuditEntry } from "../../api/types";
import { useWords } from "../../words/useWords";

export function useActionNames(): (action: string) => string {
  const { t } = useLingui();
  return useMemo(() => {
    const names: Record<string, string> = {
      "campaign.publish": t`Campaign published`,
      "campaign.status": t`Campaign switched`,
      "campaign.stopped_by_rule": t`Stopped by rule, because it did harm`,
      "campaign.promoted_by_rule": t`Shown to everybody by rule, because it works`,
      "draft.propose": t`Publication proposed`,
      "draft.withdraw": t`Proposal taken back`,
      "draft.discard": t`Draft discarded`,
      "comment.remove": t`Comment removed`,
      "segment.publish": t`Segment published`,
      "site.publish": t`Site settings published`,
      "site.create": t`Site made`,
      "site.rename": t`Site renamed`,
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

/** `campaign/cart-shipping` by its name; people and keys by their number alone: nothing more is written down. */
export function useTargetName(): (target: string) => string {
  const { t } = useLingui();
  const words = useWords();
  return (target) => {
    const [kind = "", id = ""] = target.split(/\/(.*)/);
    const names: Record<string, () => string> = {
      campaign: () => words.campaign(id),
      segment: () => words.segment(id),
      site: () => t`The site`,
      member: () => t`Member ${id}`,
      key: () => t`Key ${id}`,
      invitation: () => t`Invitation ${id}`,
      profile: () => t`Visitor ${id}`,
    };
    return names[kind]?.() ?? target;
  };
}
