import { requireVersion } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { changelogSection, changelogVersions } from "../src/index.ts";

const KEEP = `# Changelog

All notable changes. The format is that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

## [Unreleased]

### Added

- Not yet

## [1.1.0] - 2026-02-03

### Added

- Tables, see [#12]

\`\`\`md
## [1.0.0] is no heading here
\`\`\`

## [1.0.0] - 2026-01-01 [YANKED]

- First

[Unreleased]: https://example.org/compare/v1.1.0...HEAD
[1.1.0]: https://example.org/compare/v1.0.0...v1.1.0
[#12]: https://example.org/12
`;

/** Before release-please: patches are headings of the third size, as their parts are. */
const STANDARD_VERSION = `# Changelog

### [1.0.1](https://example.org/compare/v1.0.0...v1.0.1) (2026-01-02)


### Bug Fixes

* one ([abc](https://example.org/abc))

## 1.0.0 (2026-01-01)


### Features

* all
`;

const section = (text: string, version: string, ...names: readonly string[]) =>
  changelogSection(text, requireVersion(version, "test"), names);

describe("a version's section", () => {
  test.each<[string, string, string, string]>([
    [
      "Keep a Changelog",
      KEEP,
      "1.1.0",
      "### Added\n\n- Tables, see [#12]\n\n```md\n## [1.0.0] is no heading here\n```\n\n[#12]: https://example.org/12",
    ],
    ["the last one, withdrawn", KEEP, "1.0.0", "- First"],
    ["a pre-release has what is unreleased", KEEP, "2.0.0-rc.1", "### Added\n\n- Not yet"],
    [
      "a patch of standard-version",
      STANDARD_VERSION,
      "1.0.1",
      "### Bug Fixes\n\n* one ([abc](https://example.org/abc))",
    ],
    ["a minor of standard-version", STANDARD_VERSION, "1.0.0", "### Features\n\n* all"],
    ["without brackets", "## 1.2.3\n\nx\n\n## 1.2.2\n\ny\n", "1.2.3", "x"],
    ["with v and a date in brackets", "# v1.2.3 (2026-01-01)\n\nx\n", "1.2.3", "x"],
    ["a word before", "## Version 1.2.3\nx\n", "1.2.3", "x"],
    ["the project's name before", "## app 1.2.3\nx\n## lib 1.2.3\ny\n", "1.2.3", "x"],
    ["a tag of several", "## app/v1.2.3\nx\n", "1.2.3", "x"],
    ["a tag of several beside others", "## lib/v1.2.3\ny\n## app/v1.2.3\nx\n## lib/v1.2.2\ny\n", "1.2.3", "x"],
    [
      "underlined",
      "1.2.3 / 2026-01-01\n==================\n\n  * x\n\n1.2.2 / 2025-01-01\n===\n\n  * y\n",
      "1.2.3",
      "  * x",
    ],
    ["underlined with dashes", "1.2.3\n-----\nx\n\n1.2.2\n-----\ny\n", "1.2.3", "x"],
    ["a sign before", "## 🚀 1.2.3\nx\n", "1.2.3", "x"],
    ["Windows' line endings and a byte order mark", "\ufeff## 1.2.3\r\n\r\n- x\r\n- y\r\n", "1.2.3", "- x\n- y"],
    ["a closed heading", "## 1.2.3 ##\nx\n", "1.2.3", "x"],
    ["a pre-release of its own", "## Unreleased\nz\n## 1.2.3-rc.1\nx\n", "1.2.3-rc.1", "x"],
    ["build metadata", "## 1.2.3\nx\n", "1.2.3+linux", "x"],
    ["ends at a larger heading", "## 1.2.3\nx\n# Appendix\ny\n", "1.2.3", "x"],
    ["after code in a line of its own", "```a``` is gone\n\n## 1.2.3\nx\n\n## 1.2.2\ny\n", "1.2.3", "x"],
    [
      "a code block that shows another",
      "## 1.2.3\n```md\n```js\n## 1.2.2\n```\nx\n## 1.2.2\ny\n",
      "1.2.3",
      "```md\n```js\n## 1.2.2\n```\nx",
    ],
    ["nothing in it", "## 1.2.3\n\n## 1.2.2\nx\n", "1.2.3", ""],
  ])("%s", (_, text, version, expected) => {
    expect(section(text, version, "app")).toBe(expected);
  });

  test.each([
    ["another version", KEEP, "1.1.1"],
    ["a version that begins alike", "## 1.2.30\nx\n", "1.2.3"],
    ["a final version has not what is unreleased", KEEP, "2.0.0"],
    ["a sentence", "## Since 1.2.3\nx\n", "1.2.3"],
    ["in a list", "- 1.2.3\n---\nx\n", "1.2.3"],
    ["a tag of another project's", "## app-x/v1.2.3\nx\n", "1.2.3"],
  ])("none: %s", (_, text, version) => {
    expect(section(text, version, "app")).toBeUndefined();
  });

  test("a heading of hardly anything but spaces ends", { timeout: 10_000 }, () => {
    expect(section(`# a${" ".repeat(2000)}b\n## 1.2.3\nx\n`, "1.2.3")).toBe("x");
  });

  test("versions, for messages", () => {
    expect(changelogVersions(KEEP)).toEqual(["Unreleased", "1.1.0", "1.0.0"]);
  });
});
