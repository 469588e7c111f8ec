/**
 * Addresses of the tag's own scripts, for pages with `require-trusted-types-for 'script'`. Where the policy's name is
 * not allowed (`trusted-types kizukai-tag`), the address stays a text, and such a page refuses it.
 */

interface Policy {
  createScriptURL(url: string): unknown;
}
interface Realm {
  trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
}

const rules: Policy = { createScriptURL: (url) => url };

/** `realm`: the window whose script element it is for. One policy is enough for each. */
export function policyOf(realm: Realm): Policy {
  try {
    return realm.trustedTypes?.createPolicy("kizukai-tag", rules) ?? rules;
  } catch {
    return rules;
  }
}

let policy: Policy | undefined;

export function trustedUrl(url: string): string {
  policy = policy ?? policyOf(globalThis as Realm);
  return policy.createScriptURL(url) as string;
}
