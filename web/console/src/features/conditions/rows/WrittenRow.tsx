// What the builder has no form for: said in words where that is possible, kept as it is, and changed as JSON.

import { Trans } from "@lingui/react/macro";
import { conditionLine } from "../../../words/condition";
import { useBuilder } from "../builder";
import fields from "../fields/fields.module.css";
import type { Written } from "../model/tree";
import { Row } from "./Row";

export function WrittenRow({ piece, joint }: { piece: Written; joint: string }) {
  const { words } = useBuilder();
  const json = piece.key === null ? piece.json : { [piece.key]: piece.json };
  return (
    <Row piece={piece} joint={joint}>
      <span className={fields.written}>
        {conditionLine(words, json)}
        <span className={fields.badge}>
          <Trans>as written</Trans>
        </span>
      </span>
    </Row>
  );
}
