import { expect, test } from "vitest";
import { killed, PRODUCT, type World, world } from "./world.ts";

const draft = (here: World) => here.ask("POST", "releases", { tag_name: "v2.1.0", draft: true, body: "half made" });
const drafts = (here: World) => here.github.state.releases(PRODUCT).filter((each) => each.draft);

test("killed at every request, it goes on", async () => {
  const here = await world();
  await here.release("2.0.5", { advertise: false });
  const inputs = { version: "2.1.0", "dry-run": "false" };
  for (const effect of ["before", "after"] as const) {
    for (let at = 1, alive = true; alive; at++) {
      await draft(here);
      await draft(here);
      alive = await killed(
        () => here.act(inputs, 2 * at - 1),
        (count) => count === at,
        effect,
      );
      await here.act(inputs, 2 * at);
      expect(drafts(here), `${effect} ${at}`).toEqual([]);
    }
  }
  expect(here.github.violations).toEqual([]);
});
