import { describe, expect, test } from "vitest";
import { compareAssets, type Difference, describeDifference } from "../src/publish/compare.ts";

const A = "a".repeat(64);
const B = "b".repeat(64);
const expected = [
  { name: "app.tar.gz", size: 10, sha256: A },
  { name: "release.json", size: 20, sha256: B },
];
const uploaded = (name: string, size: number, sha256: string | undefined) => ({
  name,
  size,
  sha256,
  state: "uploaded" as const,
});
const app = uploaded("app.tar.gz", 10, A);
const manifest = uploaded("release.json", 20, B);

describe("compareAssets", () => {
  const cases: readonly [string, Parameters<typeof compareAssets>[1], readonly Difference[]][] = [
    ["equal", [app, manifest], []],
    ["equal in another order", [manifest, app], []],
    ["missing", [manifest], [{ type: "missing", name: "app.tar.gz" }]],
    ["extra", [app, manifest, uploaded("x", 1, A)], [{ type: "extra", name: "x" }]],
    ["extra of the same name", [app, app, manifest], [{ type: "extra", name: "app.tar.gz" }]],
    [
      "renamed by the server",
      [uploaded("app.tar..gz", 10, A), manifest],
      [
        { type: "extra", name: "app.tar..gz" },
        { type: "missing", name: "app.tar.gz" },
      ],
    ],
    [
      "size",
      [uploaded("app.tar.gz", 11, A), manifest],
      [{ type: "size", name: "app.tar.gz", expected: 10, found: 11 }],
    ],
    [
      "digest at equal size",
      [uploaded("app.tar.gz", 10, B), manifest],
      [{ type: "digest", name: "app.tar.gz", expected: A, found: B }],
    ],
    ["no digest", [uploaded("app.tar.gz", 10, undefined), manifest], [{ type: "digest-missing", name: "app.tar.gz" }]],
    [
      "debris",
      [{ ...app, size: 0, sha256: undefined, state: "starter" }, manifest],
      [{ type: "state", name: "app.tar.gz", state: "starter" }],
    ],
    ["open", [{ ...app, state: "open" }, manifest], [{ type: "state", name: "app.tar.gz", state: "open" }]],
    [
      "nothing there",
      [],
      [
        { type: "missing", name: "app.tar.gz" },
        { type: "missing", name: "release.json" },
      ],
    ],
  ];
  test.each(cases)("%s", (_, remote, differences) => {
    expect(compareAssets(expected, remote)).toEqual(differences);
    for (const difference of differences) expect(describeDifference(difference)).toContain(difference.name);
  });
});
