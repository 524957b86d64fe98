import { expect, test } from "vitest";
import { killed, PRODUCT, problemOf, unanswered, type World, world } from "./world.ts";

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

test("the approved plan is finished by the next run, and is no leave to delete what was made since", async () => {
  const here = await world();
  await here.release("2.0.5", { advertise: false });
  await draft(here);
  await draft(here);
  const planned = await here.act({ version: "2.1.0" });
  const inputs = { version: "2.1.0", "plan-digest": String(planned.outputs["plan-digest"]), "dry-run": "false" };
  const deletes = (_: number, { method }: RequestInit) => method === "DELETE";
  expect(await killed(() => here.act(inputs, 1), deletes, "after")).toBe(true);
  expect(drafts(here)).toHaveLength(1);
  expect((await here.act(inputs, 2)).outputs.changed).toBe(true);
  expect(drafts(here)).toEqual([]);
  expect((await here.act(inputs, 3)).outputs.changed).toBe(false);
  await draft(here);
  expect((await problemOf(here.act(inputs, 4))).code).toBe("plan-stale");
  expect(drafts(here)).toHaveLength(1);
  // Nor in the middle.
  const second = await here.act({ version: "2.1.0" });
  const again = { ...inputs, "plan-digest": String(second.outputs["plan-digest"]) };
  expect(await killed(() => here.act(again, 5), deletes, "before")).toBe(true);
  await draft(here);
  expect((await problemOf(here.act(again, 6))).code).toBe("plan-stale");
  expect(drafts(here)).toHaveLength(2);
});

test("a server that is gone when the plan is carried out is told of as such", async () => {
  const here = await world();
  await here.release("2.0.5", { advertise: false });
  await draft(here);
  let [asked, most] = [0, Number.POSITIVE_INFINITY];
  unanswered(({ pathname }) => pathname.endsWith("/graphql") && ++asked > most);
  await here.act({ version: "2.1.0" });
  [asked, most] = [0, asked];
  const problem = await problemOf(here.act({ version: "2.1.0", "dry-run": "false" }));
  expect(problem).toMatchObject({ code: "connection-failed", message: expect.stringContaining("Nothing was changed") });
  expect(drafts(here)).toHaveLength(1);
});
