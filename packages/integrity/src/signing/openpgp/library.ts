/** Half a megabyte that only signed releases need: loaded when first used, from `dist/node_modules` in the actions. */
export type Openpgp = typeof import("openpgp");

export async function loadOpenpgp(): Promise<Openpgp> {
  return await import(/* webpackIgnore: true */ "openpgp");
}
