const OPERATIONS: readonly (readonly [string, RegExp, string])[] = [
  ["POST", /\/graphql$/, "graphql"],
  ["POST", /\/releases\/\d+\/assets$/, "repos/upload-release-asset"],
  ["GET", /\/releases\/\d+\/assets$/, "repos/list-release-assets"],
  ["GET", /\/releases\/assets\/\d+$/, "repos/get-release-asset"],
  ["PATCH", /\/releases\/assets\/\d+$/, "repos/update-release-asset"],
  ["DELETE", /\/releases\/assets\/\d+$/, "repos/delete-release-asset"],
  ["POST", /\/releases$/, "repos/create-release"],
  ["GET", /\/releases$/, "repos/list-releases"],
  ["GET", /\/releases\/\d+$/, "repos/get-release"],
  ["PATCH", /\/releases\/\d+$/, "repos/update-release"],
];

/** GitHub's operation id, or else method and path. */
export function operationOf(method: string, { pathname }: URL): string {
  const known = OPERATIONS.find(([verb, path]) => verb === method && path.test(pathname));
  return known?.[2] ?? `${method} ${pathname.replace(/^.*\/repos\/[^/]+\/[^/]+\//, "")}`;
}
