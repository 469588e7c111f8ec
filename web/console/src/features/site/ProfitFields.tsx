// What is left of the revenue, so that effects are told in profit: one figure for the shop, others for single products.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, NumberInput, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Explained } from "../../ui/Explain";
import fieldset from "../../ui/fieldset.module.css";
import { Section } from "../../ui/Page";
import type { SiteFields } from "./SiteForm";
import classes from "./site.module.css";

/** More belong into the shop's own data. */
const mostProducts = 200;

export function ProfitFields({ fields }: { fields: SiteFields }) {
  const { t } = useLingui();
  const { values, set, wrong } = fields;
  return (
    <Section
      title={t`Profit`}
      lead={t`With it effects are told in profit: a discount that sells more may still lose money.`}
    >
      <div className={classes.fields}>
        <NumberInput
          classNames={{ wrapper: classes.number }}
          label={<Explained figure="margin" />}
          aria-label={t`Margin in percent`}
          description={t`What is left of 100 of revenue after the cost of goods. Empty: no profit is reckoned.`}
          value={values.margin ?? ""}
          onChange={(margin) => set("margin", margin === "" ? null : Number(margin))}
          error={wrong.margin}
          min={0}
          max={100}
          decimalScale={1}
          suffix=" %"
        />
        <Products fields={fields} />
      </div>
    </Section>
  );
}

function Products({ fields: { values, set, wrong } }: { fields: SiteFields }) {
  const { t } = useLingui();
  const { products } = values;
  return (
    <fieldset className={fieldset.group}>
      <legend className={fieldset.legend}>
        <Trans>Products with a margin of their own</Trans>
      </legend>
      <span className={classes.description}>
        {values.margin === null ? (
          <Trans>First give the margin above, which holds for all other products.</Trans>
        ) : (
          <Trans>By the product id that the shop sends with its orders.</Trans>
        )}
      </span>
      {products.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name while its id is typed
        <div key={place} className={classes.product}>
          <TextInput
            aria-label={t`Product id`}
            placeholder="sku-123"
            value={one.product}
            onChange={(event) =>
              set("products", products.with(place, { ...one, product: event.currentTarget.value }))
            }
          />
          <NumberInput
            aria-label={t`Margin of ${one.product} in percent`}
            value={one.margin ?? ""}
            min={0}
            max={100}
            decimalScale={1}
            suffix=" %"
            onChange={(margin) =>
              set("products", products.with(place, { ...one, margin: margin === "" ? null : Number(margin) }))
            }
          />
          <ActionIcon
            aria-label={t`Remove ${one.product}`}
            onClick={() => set("products", products.toSpliced(place, 1))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {wrong.products && <span className={fieldset.wrong}>{wrong.products}</span>}
      {products.length < mostProducts && (
        <Button
          variant="default"
          size="xs"
          className={fieldset.start}
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={values.margin === null}
          onClick={() => set("products", [...products, { product: "", margin: values.margin }])}
        >
          <Trans>Add a product</Trans>
        </Button>
      )}
    </fieldset>
  );
}
