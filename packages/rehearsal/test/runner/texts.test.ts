// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows look like that.
import { afterAll, describe, expect, test } from "vitest";
import { splitTemplate } from "../../src/runner/workflow/texts.ts";
import { cleanUp, oneJob, run } from "./harness.ts";

afterAll(cleanUp);

describe("dividing a text", () => {
  test.each([
    ["plain", [{ text: "plain" }]],
    ["${{ a.b }}", [{ expression: "a.b" }]],
    ["x ${{ a }} y ${{b}}", [{ text: "x " }, { expression: "a" }, { text: " y " }, { expression: "b" }]],
    ["${{ '}}' }}!", [{ expression: "'}}'" }, { text: "!" }]],
    ["$${{ a }}", [{ text: "$" }, { expression: "a" }]],
    ["${{ open", [{ text: "${{ open" }]],
  ])("%s", (text, parts) => {
    expect(splitTemplate(text)).toEqual(parts);
  });
});

/** Block scalars with expressions keep neither their indentation in the file nor doubled quotes. */
test("scripts reach the shell as YAML reads them", async () => {
  const { log } = await run({
    files: oneJob(`- run: |
    cat <<'EOF'
      'one' and 'two' {braces} \${{ github.actor }}
    EOF
    echo "it''s \${{ github.run_id }}"
- run: >-
    echo folded
    'a' 'b' \${{ github.actor }}
- run: "echo \\"double\\" 'c' 'd' \${{ github.actor }}"`),
  });
  expect(log("job")).toContain("\n  'one' and 'two' {braces} octocat\n");
  expect(log("job")).toContain("\nit''s 42\n");
  expect(log("job")).toContain("\nfolded a b octocat\n");
  expect(log("job")).toContain("\ndouble c d octocat\n");
});
