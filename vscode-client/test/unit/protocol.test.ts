import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

it("every message that is used is described in docs/protocol.md", () => {
  const used = [...read("../../src/protocol.ts").matchAll(/"(freshet\/\w+)"/g)].map((match) => match[1]);
  const described = [...read("../../../docs/protocol.md").matchAll(/^## (freshet\/\w+)$/gm)].map(
    (match) => match[1],
  );
  expect(used.length).toBeGreaterThan(4);
  expect(described).toEqual(expect.arrayContaining(used));
});
