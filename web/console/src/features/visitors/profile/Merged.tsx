// Says that this profile became part of another one, or that others became part of it.

import { Plural, Trans } from "@lingui/react/macro";
import { Alert } from "@mantine/core";
import { IconArrowsJoin } from "@tabler/icons-react";
import type { Profile } from "../../../api/types";
import { LinkText } from "../../../ui/Link";

export function Merged({ profile }: { profile: Profile }) {
  const { mergedInto, mergedFrom } = profile;
  if (mergedInto) {
    return (
      <Alert icon={<IconArrowsJoin aria-hidden />} color="yellow" variant="light">
        <Trans>
          This profile became part of another one, when it turned out to be the same person.{" "}
          <LinkText to="/visitors/$id" params={{ id: mergedInto }} search={{ kind: "profile" }}>
            Open that one
          </LinkText>
        </Trans>
      </Alert>
    );
  }
  if (mergedFrom.length === 0) return null;
  return (
    <Alert icon={<IconArrowsJoin aria-hidden />} color="gray" variant="light">
      <Plural
        value={mergedFrom.length}
        one="Another profile turned out to be the same person, and became part of this one."
        other="# other profiles turned out to be the same person, and became part of this one."
      />
    </Alert>
  );
}
